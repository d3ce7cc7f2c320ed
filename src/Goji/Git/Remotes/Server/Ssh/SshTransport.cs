using Goji.Git.Clone;

namespace Goji.Git.Remotes.Server.Ssh;

/// <summary>The way to a server over ssh, by the ssh program.</summary>
internal sealed class SshTransport(
    ServerAddress address, CloneConfiguration configuration, Func<string, string?> variable) : IServerTransport
{
    private readonly SshCommand command = SshCommand.Of(configuration, variable);
    private readonly SharedConnection shared = new();

    public IServerConnection Open(string service, ServerSession session) =>
        new SshConnection(command.Start(address, service, shared.Options()), command.Shown, session);

    public void Dispose() => shared.Dispose();
}
