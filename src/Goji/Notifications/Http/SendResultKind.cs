namespace Goji.Notifications.Http;

/// <summary>What follows from the answer to a request.</summary>
internal enum SendResultKind
{
    /// <summary>The server has taken it.</summary>
    Delivered,

    /// <summary>The server does not take this one, now or later.</summary>
    Refused,

    /// <summary>The server does not accept the credentials: it would refuse every other request too.</summary>
    Denied,

    /// <summary>Too many requests: try again after the pause.</summary>
    Limited,

    /// <summary>No answer, or a fault of the server: try again.</summary>
    Failed,
}
