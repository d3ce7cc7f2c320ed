using Goji.Manifests;
using Goji.Model;
using Goji.Ports;
using Goji.Ports.Sources;
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

    /// <summary>The branch whose signatures are checked; null for none.</summary>
    public IBranchSources? Sources { get; init; }

    public async Task<CheckReport> RunAsync(IReadOnlyList<CheckedFile> files, CancellationToken cancellationToken)
    {
        var signatures = rules.Policy is { Verifies: true } policy && Sources is not null
            ? new SignatureCheck(policy, Sources, findings)
            : null;
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
            signatures?.Run(file);
            if (server is not null)
            {
                var before = findings.Count;
                await server.RunAsync(file, manifest, cancellationToken);
                ReportFieldsOnce(file, findings[before..]);
            }
        }

        var neighbours = new OtherJobFiles(rules);
        new SameJobCheck(neighbours, findings).Run(files, read);
        new SteeringCheck(neighbours, time, findings).Run(read);

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
                CheckRules.Manifest,
                "This is not a job file: its name does not end in .yaml, .yml or .json. A pass ignores it.");
            return null;
        }

        if (file.IsLink)
        {
            Add(
                file,
                0,
                0,
                CheckSeverity.Error,
                CheckRules.Manifest,
                $"'{file.Path}' is a symbolic link, which Goji never follows. Commit the manifest itself.");
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
                    finding => new CheckFinding(
                        file.Path, finding.Line, finding.Column, CheckSeverity.Error, CheckRules.Manifest, finding.Text)));
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
        var own = findings.Where(finding => finding.File == file.Path && finding.Rule == CheckRules.UnknownField).ToList();
        var refusals = ofServer.Where(
            finding => finding.Rule == CheckRules.ApiServer && finding.Text.Contains("unknown field", StringComparison.Ordinal));
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
                    CheckRules.SamePath,
                    $"'{folder}/{file.JobPath}' has the same path, so this file is "
                        + $"{(state != JobState.Processing && duplicates == DuplicatePolicy.Discard ? "dropped" : "held")}. "
                        + "Give it another name.");
            }
        }
    }

    private void Add(CheckedFile file, int line, int column, CheckSeverity severity, string rule, string text) =>
        findings.Add(new(file.Path, line, column, severity, rule, text));
}
