namespace Goji.Git.Remotes.Server.Protocol;

/// <summary>The shallow boundary that a server reports.</summary>
internal sealed class ShallowInfo
{
    private const string Shallow = "shallow ";
    private const string Unshallow = "unshallow ";

    /// <summary>The commits at which the history ends now.</summary>
    public List<string> Ended { get; } = [];

    /// <summary>The commits at which the history ended before, and continues now.</summary>
    public List<string> GoesOn { get; } = [];

    /// <summary>Takes a line of the server; other lines are nothing to it.</summary>
    public void Take(string line)
    {
        if (line.StartsWith(Shallow, StringComparison.Ordinal))
        {
            Ended.Add(line[Shallow.Length..]);
        }
        else if (line.StartsWith(Unshallow, StringComparison.Ordinal))
        {
            GoesOn.Add(line[Unshallow.Length..]);
        }
    }
}
