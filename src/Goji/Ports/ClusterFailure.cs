namespace Goji.Ports;

/// <summary>A failed request to the cluster, by what can be done next.</summary>
internal enum ClusterFailure
{
    /// <summary>No answer, or only server errors, through all retries. A later pass may succeed.</summary>
    Unavailable,

    /// <summary>401: the cluster does not know the runner.</summary>
    Unauthorized,

    /// <summary>403: the runner lacks a right.</summary>
    Forbidden,

    /// <summary>403 because of a resource quota: there may be room later.</summary>
    QuotaExceeded,

    /// <summary>403 because the namespace is being deleted: it may come back.</summary>
    NamespaceTerminating,

    /// <summary>404: the object is not there, or the namespace it should be in.</summary>
    NotFound,

    /// <summary>409 on create: an object of that name exists.</summary>
    AlreadyExists,

    /// <summary>409: the object is no longer the one that was meant.</summary>
    Conflict,

    /// <summary>
    /// 409 for something that the server changes along with the object, such as the usage of a resource quota, and that another request
    /// has changed meanwhile. Nothing was done, and another try may succeed.
    /// </summary>
    Contended,

    /// <summary>410: a continue token is too old; the list must be begun anew.</summary>
    Expired,

    /// <summary>The request was not sent, or not sent again, because the claim behind it had grown too old.</summary>
    Outdated,

    /// <summary>Any other 4xx: the request is wrong, and will be wrong again.</summary>
    Invalid,
}
