using Goji.Git.Remotes.Server.Protocol;

namespace Goji.Git.Remotes.Server;

/// <summary>A service of a server, <c>git-upload-pack</c> or <c>git-receive-pack</c>, for one session.</summary>
internal interface IServerConnection : IAsyncDisposable
{
    /// <summary>Whether the connection is stateless: the capabilities of protocol version 2 then hold for later sessions too.</summary>
    bool IsStateless { get; }

    /// <summary>Opens the service. The reader is at the server's capabilities.</summary>
    Task<PacketReader> OpenServiceAsync();

    /// <summary>Sends a request and returns a reader of the answer.</summary>
    /// <param name="message">The packet lines.</param>
    /// <param name="pack">A file with a pack that follows them, or null.</param>
    Task<PacketReader> RequestAsync(byte[] message, string? pack = null);

    /// <summary>Ends a session in which nothing more is wanted.</summary>
    Task EndServiceAsync();

    /// <summary>The failure behind an exception that the connection's streams threw, or behind their early end.</summary>
    Task<RemoteFailureException> ExplainAsync(Exception failure);
}
