namespace Goji.Git.Remotes.Server;

/// <summary>A way to a server: http, ssh, or git's own protocol.</summary>
internal interface IServerTransport : IDisposable
{
    /// <param name="service"><c>git-upload-pack</c> or <c>git-receive-pack</c>.</param>
    /// <param name="session">Bounds the connection.</param>
    IServerConnection Open(string service, ServerSession session);
}
