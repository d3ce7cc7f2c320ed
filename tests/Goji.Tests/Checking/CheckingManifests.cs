using Goji.Reporting.Checks;
using Goji.Testing;
using Goji.Tests.Passes;

namespace Goji.Tests.Checking;

public sealed class CheckingManifests : PassTest
{
    [Theory]
    [InlineData("apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  templat: {}\n", "a.yaml:5:3: error: The field spec.templat does not exist. Did you mean 'template'? [unknown-field]")]
    [InlineData("apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  inventedLater: 1\n", "a.yaml:5:3: warning: The field spec.inventedLater is not known to this version of Goji. A cluster that does not know it either refuses the manifest. [unknown-field]")]
    [InlineData("apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      containers:\n      - imagee: x\n", "a.yaml:8:9: error: The field spec.template.spec.containers[].imagee does not exist. Did you mean 'image'? [unknown-field]")]
    [InlineData("apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      containers: {name: x}\n", "a.yaml:7:19: error: The field spec.template.spec.containers takes a list, and this is a mapping. [wrong-shape]")]
    [InlineData("apiVersion: batch/v1\nkind: Job\nmetadata: {name: UPPER}\n", "error: The name 'UPPER' is no valid name for a Job")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", "[manifest]")]
    [InlineData("kind: [", "[manifest]")]
    public async Task Offline_a_finding_has_its_place(string manifest, string finding)
    {
        var report = await CheckAsync(("a.yaml", manifest));

        Assert.Contains(report.Findings.Select(CheckText.Line), line => line.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_good_manifest_has_no_findings()
    {
        var report = await CheckAsync(("a.yaml", Job("a")), ("b.json", """{"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "b"}}"""));

        Assert.Empty(report.Findings);
        Assert.Equal("2 manifests checked: 0 errors, 0 warnings.\n", CheckText.Write(report));
    }

    [Fact]
    public async Task Two_manifests_of_one_Job_and_a_path_that_is_taken_are_warnings()
    {
        Directory.CreateDirectory(Place["repo/queued/team"]);
        Directory.CreateDirectory(Place["repo/failed/team"]);
        File.WriteAllText(Place["repo/failed/team/b.yaml"], "");

        var report = await CheckAsync(("repo/queued/a.yaml", Job("same")), ("repo/queued/team/b.yaml", Job("same")));

        Assert.Empty(report.Errors);
        Assert.Equal(["same-job", "same-path"], report.Warnings.Select(finding => finding.Rule).Order());
    }

    [Fact]
    public async Task The_API_server_is_asked_and_nothing_is_created()
    {
        File.WriteAllText(Place["a.yaml"], "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {template: {spec: {restartPolicy: Never, containers: []}}}\n");
        File.WriteAllText(Place["b.yaml"], Job("b"));

        var report = await Runner().CheckAsync([Place["a.yaml"], Place["b.yaml"]]);

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("api-server", CheckSeverity.Error), (finding.Rule, finding.Severity));
        Assert.Empty(Created());
    }

    [Fact]
    public async Task Files_that_a_branch_adds_or_changes_below_queued_are_found()
    {
        var clone = Options.Directory;
        Queue(("old.yaml", Job("old")));
        GitProgram.Run(clone, "pull", "--quiet");
        var basis = GitProgram.Run(clone, "rev-parse", "HEAD").Trim();
        File.WriteAllText(Path.Combine(clone, "queued", "new.yaml"), Job("new", spec: "paralellism: 2"));
        File.WriteAllText(Path.Combine(clone, "README.md"), "Nothing of Goji's.");
        GitProgram.Run(clone, "add", "--all");

        var report = await Runner().CheckAsync([], new() { Offline = true, ChangedSince = basis });

        Assert.Equal(["queued/new.yaml"], report.Files);
        Assert.Equal(["unknown-field"], report.Errors.Select(finding => finding.Rule));
    }

    [Fact]
    public async Task An_unknown_commit_or_file_is_an_error_in_a_sentence()
    {
        var commit = await Assert.ThrowsAsync<GojiUsageException>(() => Runner().CheckAsync([], new() { Offline = true, ChangedSince = "origin/gone" }));
        var file = await Assert.ThrowsAsync<GojiUsageException>(() => Runner().CheckAsync([Place["gone.yaml"]], new() { Offline = true }));

        Assert.StartsWith("There is no commit 'origin/gone' in this clone. Fetch it first", commit.Message, StringComparison.Ordinal);
        Assert.StartsWith($"The manifest '{Place["gone.yaml"]}' could not be read: ", file.Message, StringComparison.Ordinal);
    }

    private Task<CheckReport> CheckAsync(params (string Path, string Manifest)[] files)
    {
        foreach (var (path, manifest) in files)
        {
            File.WriteAllText(Place[path], manifest);
        }

        return Runner().CheckAsync(files.Select(file => Place[file.Path]), new() { Offline = true });
    }
}
