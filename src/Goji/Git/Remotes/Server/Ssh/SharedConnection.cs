namespace Goji.Git.Remotes.Server.Ssh;

/// <summary>
/// Lets the sessions of one pass share one ssh connection, where OpenSSH can do that: a handshake takes longer than most of them.
/// </summary>
/// <remarks>
/// The connection ends by itself a while after the last session, also where this process was killed. Its socket is in a folder that
/// nobody else may enter.
/// </remarks>
internal sealed class SharedConnection : IDisposable
{
    // Longer than a pass takes between two pushes, and no longer than a git host likes to keep an idle connection.
    private const int IdleSeconds = 20;

    // The path of a socket has 104 bytes at most on macOS, with the zero at its end. OpenSSH appends 17 characters for a temporary name.
    // A folder in the temporary folder of macOS has 59.
    private const int MaxFolder = 104 - 1 - 17 - 2;

    private string? folder;

    /// <summary>Options of OpenSSH's; none where it cannot share connections.</summary>
    public IReadOnlyList<string> Options()
    {
        if (OperatingSystem.IsWindows())
        {
            return [];
        }

        folder ??= Directory.CreateTempSubdirectory("goji").FullName;
        return folder.Length > MaxFolder
            ? []
            : ["-o", "ControlMaster=auto", "-o", $"ControlPath={folder}/s", "-o", $"ControlPersist={IdleSeconds}"];
    }

    public void Dispose()
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            // Without its socket the connection takes no further session, and ends when it is idle.
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // The system's own cleaning of its temporary folder takes it.
        }
    }
}
