using Goji.Model;
using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>Where the state folders of a commit lie: at the root or under <c>jobs/</c>, and under which spelling.</summary>
internal sealed class StateLayout
{
    private const string Nested = "jobs/";

    private readonly Dictionary<JobState, string[]> folders;

    private StateLayout(Dictionary<JobState, string[]> folders, HashSet<string> present)
    {
        this.folders = folders;
        Present = present;
    }

    /// <summary>The state folders that the commit has.</summary>
    public IReadOnlySet<string> Present { get; }

    public IEnumerable<string> Missing => folders.Values.Select(spellings => spellings[0]).Where(folder => !Present.Contains(folder));

    public static StateLayout Of(Tree root)
    {
        var prefix = PrefixOf(root);
        var present = StateFolders.All
            .Select(name => prefix + name)
            .Where(path => IsFolder(root, path))
            .ToHashSet();
        // Where a repository has two of a state, the standard one takes the new files, and files in both are seen.
        var folders = StateFolders.Names.ToDictionary(state => state.Key, state => InUse(state.Value, prefix, present));
        return new StateLayout(folders, present);
    }

    /// <summary>The folders that hold a state's files, the one for new files first.</summary>
    public IReadOnlyList<string> FoldersOf(JobState state) => folders[state];

    private static string[] InUse(string[] names, string prefix, HashSet<string> present)
    {
        var used = names.Select(name => prefix + name).Where(present.Contains).ToArray();
        return used.Length > 0 ? used : [prefix + names[0]];
    }

    // A repository may have a folder named like a state for other reasons: queued/ decides, then any other.
    private static string PrefixOf(Tree root)
    {
        string[] prefixes = ["", Nested];
        return prefixes.FirstOrDefault(prefix => IsFolder(root, prefix + StateFolders.Names[JobState.Queued][0]))
            ?? prefixes.FirstOrDefault(prefix => StateFolders.All.Any(name => IsFolder(root, prefix + name)))
            ?? "";
    }

    private static bool IsFolder(Tree root, string path) => root[path]?.TargetType == TreeEntryTargetType.Tree;
}
