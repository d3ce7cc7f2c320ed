namespace Goji.Sandbox;

/// <summary>How a call fails.</summary>
public enum SandboxFaultKind
{
    /// <summary>Answered 429 with a <c>Retry-After</c>; nothing is done.</summary>
    TooManyRequests,

    /// <summary>Answered 500; nothing is done.</summary>
    InternalError,

    /// <summary>Answered 503; nothing is done.</summary>
    ServiceUnavailable,

    /// <summary>Done and answered, but late.</summary>
    Latency,

    /// <summary>The connection breaks before anything is done.</summary>
    ConnectionBroken,

    /// <summary>It is done, and the connection breaks before the answer.</summary>
    ResponseLost,

    /// <summary>Nothing is done and nothing is answered until the client gives up.</summary>
    Hang,

    /// <summary>A <c>continue</c> token is answered 410, as if it were too old.</summary>
    ExpiredContinue,

    /// <summary>A list is answered as it was some time ago.</summary>
    StaleList,

    /// <summary>Answered 401.</summary>
    Unauthorized,

    /// <summary>Answered 403 in the words of role based access control.</summary>
    Forbidden,

    /// <summary>A watch or a log begins, and its connection breaks after the delay.</summary>
    StreamCut,
}
