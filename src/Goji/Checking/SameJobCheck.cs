using Goji.Manifests;
using Goji.Model;

namespace Goji.Checking;

/// <summary>Finds files that name the same Job as another queued or running one: a pass holds the second of the two.</summary>
/// <param name="neighbours">Reads the files that are not checked themselves.</param>
/// <param name="findings">Takes the findings.</param>
internal sealed class SameJobCheck(OtherJobFiles neighbours, List<CheckFinding> findings)
{
    private readonly Dictionary<(string Namespace, string Name), (CheckedFile File, int Line)> names = [];

    /// <param name="files">The checked files.</param>
    /// <param name="read">Those that can be read, with their manifests.</param>
    public void Run(IReadOnlyList<CheckedFile> files, IReadOnlyList<(CheckedFile File, Manifest Manifest)> read)
    {
        foreach (var (file, manifest) in read)
        {
            foreach (var job in manifest.Jobs.Where(job => job.Name is not null))
            {
                if (!names.TryAdd((job.Namespace, job.Name!), (file, job.Line)))
                {
                    Add(file, job.Line, Held(names[(job.Namespace, job.Name!)].File.Path, job));
                }
            }
        }

        var paths = files.Select(file => file.FullPath).ToHashSet(StringComparer.Ordinal);
        foreach (var root in names.Values.Select(place => place.File.Root).OfType<string>().Distinct().ToList())
        {
            Compare(root, paths);
        }
    }

    private void Compare(string root, HashSet<string> paths)
    {
        var found = new HashSet<(string, string)>();
        foreach (var (state, path, jobPath, job) in neighbours.JobsIn(root, paths.Contains))
        {
            if (job.Name is { } name
                && names.TryGetValue((job.Namespace, name), out var place)
                && place.File.Root == root
                && place.File.JobPath != jobPath
                && found.Add((job.Namespace, name)))
            {
                Add(place.File, place.Line, state == JobState.Queued ? Held(path, job)
                    : $"'{path}' runs the same Job, '{job.Namespace}/{name}'. This file is held until that one has finished. Give one of "
                        + "them another name.");
            }
        }
    }

    private static string Held(string other, ManifestJob job) =>
        $"'{other}' names the same Job, '{job.Namespace}/{job.Name}'. The second of the two is held until the first has finished. Give one "
            + "of them another name.";

    private void Add(CheckedFile file, int line, string text) =>
        findings.Add(new(file.Path, line, 0, CheckSeverity.Warning, CheckRules.SameJob, text));
}
