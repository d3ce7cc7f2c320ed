using Goji.Ports;

namespace Goji.Queueing.Intake;

/// <summary>Names the job files of a manifest that is split: by its name and those of the Jobs.</summary>
internal sealed class SplitNames
{
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly string folder;
    private readonly string prefix;

    /// <param name="file">The manifest that is split.</param>
    public SplitNames(ManifestFile file)
    {
        var slash = file.Name.LastIndexOf('/') + 1;
        folder = file.Name[..slash];
        var dot = file.Name.LastIndexOf('.');
        prefix = file.IsNamed ? file.Name[slash..Math.Max(dot, slash)] : "";
    }

    /// <summary>The path of the file of a Job, which no other has.</summary>
    public string Of(SplitDocument job)
    {
        var name = EntryName.IsSafe(job.Name) ? job.Name : "job";
        var begins = prefix.Length == 0 || name == prefix || name.StartsWith(prefix + "-", StringComparison.Ordinal);
        var whole = begins ? name : $"{prefix}-{name}";
        var free = Candidates(whole, job.Namespace).First(taken.Add);
        return $"{folder}{free}.yaml";
    }

    private static IEnumerable<string> Candidates(string name, string space)
    {
        yield return name;
        if (EntryName.IsSafe(space))
        {
            yield return $"{name}-{space}";
        }

        for (var i = 2; ; i++)
        {
            yield return $"{name}-{i}";
        }
    }
}
