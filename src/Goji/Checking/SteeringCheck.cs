using Goji.Manifests;
using Goji.Model;
using Goji.Ports;

namespace Goji.Checking;

/// <summary>Finds what keeps queued files from ever starting: each other, or their times.</summary>
/// <param name="neighbours">Reads the queued files that are not checked themselves.</param>
/// <param name="time">The clock.</param>
/// <param name="findings">Takes the findings.</param>
internal sealed class SteeringCheck(OtherJobFiles neighbours, TimeProvider time, List<CheckFinding> findings)
{
    private readonly Dictionary<(string? Root, string Path), IReadOnlyList<string>> waitsFor = [];
    private readonly Dictionary<string, WaitCycles> cycles = new(StringComparer.Ordinal);

    /// <param name="files">The checked files that can be read, with their manifests.</param>
    public void Run(IReadOnlyList<(CheckedFile File, Manifest Manifest)> files)
    {
        foreach (var (file, manifest) in files)
        {
            waitsFor[(file.Root, file.JobPath)] = manifest.Steering.After;
        }

        foreach (var (file, manifest) in files)
        {
            FindTimes(file, manifest.Steering);
            FindPredecessors(file, manifest.Steering);
        }
    }

    private void FindTimes(CheckedFile file, JobSteering steering)
    {
        if (steering.Expires is { } end && end <= time.GetUtcNow())
        {
            Add(file, CheckSeverity.Error, $"The time of the annotation goji.run/expires, {end:u}, is over: a pass refuses the file.");
        }
        else if (steering.Expires is { } last && steering.NotBefore is { } first && last <= first)
        {
            Add(
                file,
                CheckSeverity.Error,
                $"goji.run/expires ({last:u}) is not after goji.run/not-before ({first:u}): the file never starts. Correct one of them.");
        }
    }

    private void FindPredecessors(CheckedFile file, JobSteering steering)
    {
        if (CyclesOf(file.Root).Through(file.JobPath) is { } cycle)
        {
            Add(file, CheckSeverity.Error, WaitCycles.Describe(cycle));
        }

        foreach (var other in steering.After.Where(other => file.Root is not null && !Exists(file.Root, other)))
        {
            Add(
                file,
                CheckSeverity.Warning,
                $"The annotation goji.run/after names '{other}', which no state folder has. The file is held until it has succeeded.");
        }
    }

    private WaitCycles CyclesOf(string? root)
    {
        if (!cycles.TryGetValue(root ?? "", out var found))
        {
            cycles[root ?? ""] = found = new(path => AfterOf(root, path));
        }

        return found;
    }

    private IReadOnlyList<string> AfterOf(string? root, string path)
    {
        if (!waitsFor.TryGetValue((root, path), out var names))
        {
            var manifest = root is null ? null : neighbours.Read(Path.Combine(root, "queued", path), path);
            waitsFor[(root, path)] = names = manifest?.Steering.After ?? [];
        }

        return names;
    }

    private static bool Exists(string root, string path) =>
        EntryName.IsSafePath(path) && StateFolders.All.Any(folder => File.Exists(Path.Combine(root, folder, path)));

    private void Add(CheckedFile file, CheckSeverity severity, string text) =>
        findings.Add(new(file.Path, 0, 0, severity, CheckRules.Steering, text));
}
