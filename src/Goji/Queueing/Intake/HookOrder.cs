using System.Text.Json.Nodes;
using Goji.Manifests.Hooks;
using Goji.Model;

namespace Goji.Queueing.Intake;

/// <summary>
/// Writes the phases and weights of hooks as the annotation <c>goji.run/after</c>: the files of a stage start when those of the stage
/// before have succeeded.
/// </summary>
internal static class HookOrder
{
    /// <summary>Splits the documents of a release into those that Goji runs and those that the release does not apply.</summary>
    /// <exception cref="GojiUsageException">A Job is a hook of a phase before the release and of one after it, or no Job is
    /// left.</exception>
    public static (IReadOnlyList<SplitDocument> Run, IReadOnlyList<SplitDocument> LeftOut) Select(
        string shown, IReadOnlyList<SplitDocument> documents)
    {
        var run = documents.Where(document => PhaseOf(document) != HookPhase.Never).ToList();
        if (run.Find(document => document.IsJob && PhaseOf(document) == HookPhase.Unclear) is { } unclear)
        {
            throw new GojiUsageException(
                $"{shown}: The Job '{unclear.Name}' is {ReleaseHook.Of(unclear.Body)}, before the release and after it, so that its place "
                    + $"is open. "
                + $"Write the annotation {MarkNames.After} yourself, or render the release with the hook of one phase.");
        }

        return !documents.Any(document => document.IsJob) || run.Exists(document => document.IsJob)
            ? (run, [.. documents.Except(run)])
            : throw new GojiUsageException(
                $"{shown}: Every Job is a hook of a deletion, rollback, test or failure: "
                + $"{string.Join(", ", documents.Where(document => document.IsJob).Select(job => $"'{job.Name}'"))}. To run them now, "
                + $"leave out {SettingNames.Of("Hooks")}.");
    }

    /// <summary>Names the files that each file starts after.</summary>
    /// <param name="jobs">The Jobs with the paths of their files.</param>
    /// <returns>For each path, the paths of the stage before; none for the first stage.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Order(IEnumerable<(string Path, SplitDocument Job)> jobs)
    {
        var after = new Dictionary<string, IReadOnlyList<string>>();
        IReadOnlyList<string> before = [];
        foreach (var stage in jobs.GroupBy(job => StageOf(job.Job)).OrderBy(stage => stage.Key))
        {
            var paths = stage.Select(job => job.Path).ToList();
            paths.ForEach(path => after.Add(path, before));
            before = paths;
        }

        return after;
    }

    /// <summary>Adds paths to the annotation of a Job, behind those that its author named.</summary>
    public static void Write(JsonObject job, IReadOnlyList<string> after)
    {
        if (after.Count == 0 || job["metadata"] is not JsonObject metadata)
        {
            return;
        }

        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        var authors = ManifestText.TextOf(annotations[MarkNames.After]).Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        annotations[MarkNames.After] = string.Join(", ", authors.Union(after));
    }

    private static HookPhase PhaseOf(SplitDocument document) => ReleaseHook.Of(document.Body)?.Phase ?? HookPhase.With;

    private static (HookPhase Phase, int Weight, string Name) StageOf(SplitDocument job)
    {
        var hook = ReleaseHook.Of(job.Body);
        return (hook?.Phase ?? HookPhase.With, hook?.Weight ?? 0, hook is { IsAlone: true } ? job.Name : "");
    }
}
