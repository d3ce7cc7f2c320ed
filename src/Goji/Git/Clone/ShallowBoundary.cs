using Goji.Git.Locks;

namespace Goji.Git.Clone;

/// <summary>The commits at which a shallow clone's history ends.</summary>
/// <remarks>
/// libgit2 forgets them when it fetches into a shallow clone, so Goji 1.0 put them aside before and back after. What a killed 1.0 left
/// aside is put back.
/// </remarks>
internal sealed class ShallowBoundary(string commonFolder)
{
    private readonly string file = Path.Combine(commonFolder, "shallow");
    private readonly string aside = Path.Combine(commonFolder, "goji", "shallow");

    public string Read() => File.Exists(file) ? File.ReadAllText(file) : "";

    /// <summary>The ids of the commits.</summary>
    public IReadOnlyList<string> Commits => Read().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Notes what a fetch has changed.</summary>
    /// <param name="ended">The commits at which the history ends now.</param>
    /// <param name="goesOn">The commits at which the history ended before, and continues now.</param>
    public void Change(IReadOnlyCollection<string> ended, IReadOnlyCollection<string> goesOn)
    {
        if (ended.Count + goesOn.Count > 0)
        {
            Write(Commits.Except(goesOn).Concat(ended));
        }
    }

    public void PutBack()
    {
        if (!File.Exists(aside))
        {
            return;
        }

        Write(File.ReadAllLines(aside).Where(line => line.Length > 0).Concat(Commits));
        File.Delete(aside);
    }

    private void Write(IEnumerable<string> commits)
    {
        var temporary = $"{file}.{Guid.NewGuid():N}";
        File.WriteAllText(temporary, string.Concat(commits.Distinct().Select(commit => commit + "\n")));
        BusyFile.Replace(temporary, file);
    }
}
