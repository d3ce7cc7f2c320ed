using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Git.Clone;

/// <summary>Finds the folders of a commit that a clone made with <c>--filter=tree:&lt;depth&gt;</c> left at the remote.</summary>
internal static class AbsentFolders
{
    /// <summary>The topmost absent folders. What is below them is not known before they are there.</summary>
    public static IReadOnlyList<ObjectId> Of(Repository repository, TreeStore trees, ObjectId root)
    {
        var absent = new List<ObjectId>();
        var seen = new HashSet<ObjectId> { root };
        var open = new Stack<ObjectId>(seen);
        while (open.TryPop(out var id))
        {
            if (!repository.ObjectDatabase.Contains(id))
            {
                absent.Add(id);
                continue;
            }

            foreach (var folder in trees[id].Items().Where(item => item.IsFolder && seen.Add(item.Id)))
            {
                open.Push(folder.Id);
            }
        }

        return absent;
    }
}
