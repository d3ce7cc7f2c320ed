using Goji.Git.Remotes.Server.Protocol;

namespace Goji.Git.Remotes.Server;

/// <summary>A service of a server, <c>git-upload-pack</c> or <c>git-receive-pack</c>, for one conversation.</summary>
internal interface IServerConnection : IAsyncDisposable
{
    /// <summary>Whether the connection is stateless, so that a greeting of version 2 holds for later conversations too.</summary>
    bool IsStateless { get; }

    /// <summary>Opens the service. The reader is at the server's greeting.</summary>
    Task<PacketReader> GreetAsync();

    /// <summary>Sends a request and returns a reader of the answer.</summary>
    /// <param name="message">The packet lines.</param>
    /// <param name="pack">A file with a pack that follows them, or null.</param>
    Task<PacketReader> RequestAsync(byte[] message, string? pack = null);

    /// <summary>Ends a conversation in which nothing more is wanted.</summary>
    Task HangUpAsync();

    /// <summary>The failure behind an exception that the connection's streams threw, or behind their early end.</summary>
    Task<RemoteFailureException> ExplainAsync(Exception failure);
}
