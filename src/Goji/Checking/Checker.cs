using Goji.Manifests;
using Goji.Model;
using Goji.Ports;
using Goji.Yaml;

namespace Goji.Checking;

/// <summary>Finds what a pass would refuse or hold.</summary>
/// <param name="rules">What job files may ask for.</param>
/// <param name="duplicates">What happens to a queued file whose path a finished one has.</param>
/// <param name="cluster">The cluster; null for an offline check.</param>
/// <param name="time">The clock.</param>
internal sealed class Checker(ManifestRules rules, DuplicatePolicy duplicates, ICluster? cluster, TimeProvider time)
{
    private readonly List<CheckFinding> findings = [];
    private readonly Dictionary<(string Namespace, string Name), string> names = [];

    public async Task<CheckReport> RunAsync(IReadOnlyList<CheckedFile> files, CancellationToken cancellationToken)
    {
        var server = cluster is null ? null : new ServerCheck(cluster, rules.Queue, rules.Policy, findings);
        var read = new List<(CheckedFile File, Manifest Manifest)>();
        foreach (var file in files)
        {
            if (Read(file) is not { } manifest)
            {
                continue;
            }

            read.Add((file, manifest));
            FindSamePath(file);
            FindSameJobs(file, manifest);
            if (server is not null)
            {
                var before = findings.Count;
                await server.RunAsync(file, manifest, cancellationToken);
                ReportFieldsOnce(file, findings[before..]);
            }
        }

        new SteeringCheck(rules, time, findings).Run(read);

        return new()
        {
            Files = [.. files.Select(file => file.Path)],
            Findings = [.. findings.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(
                finding => finding.Column)],
        };
    }

    private Manifest? Read(CheckedFile file)
    {
        if (!EntryName.IsJobFile(file.JobPath))
        {
            Add(
                file,
                0,
                0,
                CheckSeverity.Warning,
                "manifest",
                "This is not a job file: its name does not end in .yaml, .yml or .json. A pass leaves it alone.");
            return null;
        }

        try
        {
            return ManifestReader.Read(file.JobPath, file.Content, rules, documents => FindUnknownFields(file, documents));
        }
        catch (ManifestException exception)
        {
            findings.AddRange(
                exception.Findings.Select(
                    finding => new CheckFinding(file.Path, finding.Line, finding.Column, CheckSeverity.Error, "manifest", finding.Text)));
            return null;
        }
    }

    private void FindUnknownFields(CheckedFile file, IReadOnlyList<YamlDocument> documents)
    {
        foreach (var document in documents)
        {
            if (document.Node is { } node)
            {
                new FieldCheck(file.Path, findings).Run(node);
            }
        }
    }

    /// <summary>
    /// The API server has the last word about fields: what it takes is no finding, and what it refuses is reported where the file has it.
    /// </summary>
    private void ReportFieldsOnce(CheckedFile file, List<CheckFinding> ofServer)
    {
        var own = findings.Where(finding => finding.File == file.Path && finding.Rule == "unknown-field").ToList();
        var refusals = ofServer.Where(
            finding => finding.Rule == "api-server" && finding.Text.Contains("unknown field", StringComparison.Ordinal));
        if (own.Count > 0 && refusals.FirstOrDefault() is { } refusal)
        {
            findings.Remove(refusal);
            own.ForEach(finding => findings[findings.IndexOf(finding)] = finding with { Severity = CheckSeverity.Error });
        }
        else if (ofServer.TrueForAll(finding => finding.Severity == CheckSeverity.Warning))
        {
            findings.RemoveAll(finding => own.Contains(finding) && finding.Severity == CheckSeverity.Warning);
        }
    }

    private void FindSamePath(CheckedFile file)
    {
        if (file.Root is null)
        {
            return;
        }

        foreach (var (state, names) in StateFolders.Names.Where(state =>
            state.Key == JobState.Processing || (state.Key != JobState.Queued && duplicates != DuplicatePolicy.Replace)))
        {
            foreach (var folder in names.Where(folder => File.Exists(Path.Combine(file.Root, folder, file.JobPath))))
            {
                Add(
                    file,
                    0,
                    0,
                    CheckSeverity.Warning,
                    "same-path",
                    $"'{folder}/{file.JobPath}' has the same path, so this file is "
                        + $"{(state != JobState.Processing && duplicates == DuplicatePolicy.Discard ? "dropped" : "held")}. "
                        + "Give it another name.");
            }
        }
    }

    private void FindSameJobs(CheckedFile file, Manifest manifest)
    {
        foreach (var job in manifest.Jobs.Where(job => job.Name is not null))
        {
            if (!names.TryAdd((job.Namespace, job.Name!), file.Path))
            {
                Add(
                    file,
                    job.Line,
                    0,
                    CheckSeverity.Warning,
                    "same-job",
                    $"'{names[(job.Namespace, job.Name!)]}' names the same Job, '{job.Namespace}/{job.Name}'. The second of the two is "
                        + $"held until the first has finished. Give one of them another name.");
            }
        }
    }

    private void Add(CheckedFile file, int line, int column, CheckSeverity severity, string rule, string text) =>
        findings.Add(new(file.Path, line, column, severity, rule, text));
}
