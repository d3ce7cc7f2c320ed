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

    [Theory]
    [InlineData("goji.run/after: b.yaml", "goji.run/after: a.yaml", "The files 'a.yaml' -> 'b.yaml' -> 'a.yaml' wait for each other")]
    [InlineData("goji.run/after: \"done.yaml, b.yaml\"", "goji.run/after: \"done.yaml, a.yaml\"", "The files 'a.yaml' -> 'b.yaml' -> 'a.yaml' wait for each other")]
    [InlineData("goji.run/after: gone.yaml", "x: y", "names 'gone.yaml', which no state folder has")]
    [InlineData("goji.run/expires: \"2020-01-01T00:00:00Z\"", "x: y", "is over: a pass refuses the file")]
    [InlineData("goji.run/expires: \"2999-01-01T00:00:00Z\", goji.run/not-before: \"2999-01-02T00:00:00Z\"", "x: y", "is not after goji.run/not-before")]
    public async Task Files_that_never_start_are_found_among_all_queued_ones(string annotations, string ofOther, string finding)
    {
        Directory.CreateDirectory(Place["repo/queued"]);
        Directory.CreateDirectory(Place["repo/succeeded"]);
        File.WriteAllText(Place["repo/succeeded/done.yaml"], Job("done"));
        File.WriteAllText(Place["repo/queued/b.yaml"], Job("b", metadata: $"annotations: {{{ofOther}}}"));

        var report = await CheckAsync(("repo/queued/a.yaml", Job("a", metadata: $"annotations: {{{annotations}}}")));

        Assert.Contains(finding, Assert.Single(report.Findings, found => found.Rule == "steering").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Misspelt_field_is_reported_once_where_the_file_has_it()
    {
        File.WriteAllText(Place["a.yaml"], Job("a", spec: "paralellism: 2"));

        var finding = Assert.Single((await Runner().CheckAsync([Place["a.yaml"]])).Findings);

        Assert.Equal(("unknown-field", CheckSeverity.Error, 8), (finding.Rule, finding.Severity, finding.Line));
    }

    [Fact]
    public async Task Shallow_clone_without_the_common_commit_is_an_error_with_the_remedy()
    {
        Queue(("old.yaml", Job("old")));
        Origin.Git("branch", "feature", Origin.Branch);
        Queue(("more.yaml", Job("more")));
        var clone = Place["shallow"];
        GitProgram.Run(Place.Path, "clone", "-q", "--depth", "1", "--no-single-branch", $"file://{Origin.Path}", clone);
        GitProgram.Run(clone, "commit", "-q", "--allow-empty", "-m", "Mine");

        var failure = await Assert.ThrowsAsync<GojiUsageException>(
            () => Runner(new() { Directory = clone }).CheckAsync([], new() { Offline = true, ChangedSince = "origin/feature" }));

        Assert.Contains("fetch-depth: 0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renamed_file_on_a_detached_head_is_found()
    {
        Queue(("old.yaml", Job("old")));
        var clone = Options.Directory;
        GitProgram.Run(clone, "pull", "--quiet");
        GitProgram.Run(clone, "checkout", "-q", "--detach");
        GitProgram.Run(clone, "mv", "queued/old.yaml", "queued/new.yaml");
        GitProgram.Run(clone, "commit", "-q", "-m", "Rename");

        Assert.Equal(["queued/new.yaml"], (await Runner().CheckAsync([], new() { Offline = true, ChangedSince = $"origin/{Origin.Branch}" })).Files);
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
