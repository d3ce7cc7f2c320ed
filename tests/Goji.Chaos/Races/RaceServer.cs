using Goji.Testing;

namespace Goji.Chaos.Races;

/// <summary>Serves the origin of a race, and makes clones that reach it.</summary>
internal sealed class RaceServer(RaceRemote remote, TemporaryDirectory place) : IDisposable
{
    private readonly GitHttpServer? http = remote == RaceRemote.Http ? new(place.Path) : null;
    private readonly SshServer? ssh = remote == RaceRemote.Ssh ? new() : null;

    public string Clone(BareOrigin origin, string folder)
    {
        origin.Clone(folder);
        GitProgram.Run(folder, "remote", "set-url", "origin", ssh?.AddressOf(origin) ?? http?.AddressOf(origin) ?? origin.Path);
        if (ssh is not null)
        {
            GitProgram.Run(folder, "config", "core.sshCommand", ssh.Command);
        }

        return folder;
    }

    public void Dispose()
    {
        http?.Dispose();
        ssh?.Dispose();
    }
}
