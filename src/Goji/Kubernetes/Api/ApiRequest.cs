namespace Goji.Kubernetes.Api;

/// <summary>One request to the API server, which may be sent several times.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query, relative to the server's address.</param>
/// <param name="Purpose">What the request is for, as an infinitive: <c>read Job 'default/x'</c>.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path, string Purpose)
{
    /// <summary>
    /// The header that names the user to act as: https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation.
    /// </summary>
    public const string UserHeader = "Impersonate-User";

    /// <summary>The option of a message for <see cref="IsFollowed"/>.</summary>
    public static readonly HttpRequestOptionsKey<bool> Followed = new("goji.followed");

    /// <summary>The user to act as; null for the runner itself.</summary>
    public string? Account { get; init; }

    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public string Accept { get; init; } = "application/json";

    /// <summary>
    /// The kind of object that a success answers with; null where the answer is no object, and <see cref="AnswerMediaType"/> names its
    /// type.
    /// </summary>
    public string? Answer { get; init; }

    /// <summary>Whether a success may also be answered with a <c>Status</c> in place of the object, as a deletion is.</summary>
    public bool MayAnswerStatus { get; init; }

    /// <summary>Whether what reads a success checks its kind as well: a page of a list has megabytes, and is read once.</summary>
    public bool IsReadOnce { get; init; }

    /// <summary>The media type of a success that is no object, such as a log. A proxy's login page has another one.</summary>
    public string? AnswerMediaType { get; init; }

    /// <summary>Whether the response is a followed log. Its connection may read together what arrives within a moment.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>The server's time after which the request is no longer sent; null for any time.</summary>
    public DateTimeOffset? SendUntil { get; init; }

    /// <summary>
    /// Whether the pass continues without an answer: the request is sent once, and its failure proves nothing about the server.
    /// </summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether a 404 without an object is the API server's own: it answers so for a group that it does not know.</summary>
    public bool MayBeUnknown { get; init; }
}
