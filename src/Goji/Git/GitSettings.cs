namespace Goji.Git;

/// <summary>
/// What the git side of Goji works on: the clone's folder, the address to clone from (it may carry credentials), and who commits.
/// </summary>
internal sealed record GitSettings(
    string Directory,
    string? Repository,
    string? Branch,
    string? Username,
    string? Password,
    string CommitterName,
    string CommitterEmail,
    bool SkipCi)
{
    /// <summary>How long to wait for another process that works in the same clone.</summary>
    public TimeSpan FolderPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Maximum time without any data from the remote.</summary>
    public TimeSpan RemotePatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the lock of a branch in a remote that is a folder is waited for.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a hook of a remote that is a folder may run.</summary>
    public TimeSpan HookPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many commits a new clone takes along, over http and ssh; 0 takes all.</summary>
    public int CloneDepth { get; init; } = 1;

    /// <summary>Whether the working copy of a new clone shows the queued and processing jobs alone.</summary>
    public bool Sparse { get; init; }

    /// <summary>
    /// The key that commits are signed with: the file of an ssh private key, or the id of an OpenPGP key; null signs none.
    /// </summary>
    public string? SigningKey { get; init; }

    /// <summary>What is written before the subject of each commit.</summary>
    public string CommitPrefix { get; init; } = "";

    /// <summary>What is added to the trailers of each commit.</summary>
    public IReadOnlyList<string> CommitTrailers { get; init; } = [];

    /// <summary>Reads an environment variable; null where it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    // The generated text would hold the password.
    public override string ToString() => Directory;
}
