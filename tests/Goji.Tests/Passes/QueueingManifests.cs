namespace Goji.Tests.Passes;

public sealed class QueueingManifests : PassTest
{
    [Fact]
    public async Task A_manifest_lies_at_the_top_of_the_queue_by_default()
    {
        var report = await QueueAsync("migrate.yaml");

        Assert.Equal("migrate.yaml", report.File);
        Assert.Equal(["queued/migrate.yaml"], Jobs());
    }

    [Theory]
    [InlineData("team-a", "team-a/migrate.yaml")]
    [InlineData("team-a/", "team-a/migrate.yaml")]
    [InlineData("team-a/nightly", "team-a/nightly/migrate.yaml")]
    public async Task A_manifest_lies_in_the_folder_that_is_set_and_keeps_it_to_the_end(string folder, string path)
    {
        Options.QueueFolder = folder;

        var report = await QueueAsync("migrate.yaml");
        await PassAsync();
        await PassAfterAsync(5);

        Assert.Equal(path, report.File);
        Assert.Equal([$"succeeded/{path}"], Jobs());
    }

    [Fact]
    public async Task One_file_name_may_be_queued_in_two_folders()
    {
        Options.QueueFolder = "team-a";
        await QueueAsync("migrate.yaml");
        Options.QueueFolder = "team-b";
        await QueueAsync("migrate.yaml");

        Assert.Equal(["queued/team-a/migrate.yaml", "queued/team-b/migrate.yaml"], Jobs());
    }

    [Theory]
    [InlineData("/team-a")]
    [InlineData("../failed")]
    [InlineData("team-a/../../failed")]
    [InlineData("team-a//nightly")]
    [InlineData(".")]
    [InlineData("team-a\\nightly")]
    [InlineData(".git/hooks")]
    [InlineData("/")]
    public async Task A_folder_that_is_none_below_the_queue_is_refused(string folder)
    {
        Options.QueueFolder = folder;

        var refusal = await Assert.ThrowsAsync<GojiUsageException>(() => QueueAsync("migrate.yaml"));

        Assert.Equal($"The QueueFolder '{folder}' is not a folder below queued/. Write it as names with a slash between them, such as 'team-a/nightly', without '.' or '..' and with no slash before the first.", refusal.Message);
        Assert.Empty(Jobs());
    }

    [Fact]
    public async Task A_refused_manifest_is_named_with_its_folder()
    {
        Options.QueueFolder = "team-a";

        var refusal = await Assert.ThrowsAnyAsync<GojiUsageException>(() => QueueAsync("migrate.yaml", "kind: Job"));

        Assert.Contains("'team-a/migrate.yaml'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_refused_manifest_can_be_read_from_the_exception()
    {
        var refusal = await Assert.ThrowsAsync<ManifestException>(() => QueueAsync("migrate.yaml", "kind: Job\nmetadata:\n  name: A\n"));

        Assert.Equal("migrate.yaml", refusal.File);
        Assert.Equal([new ManifestFinding(1, 1, 0, "The resource has no apiVersion. A Job's is batch/v1.")], refusal.Findings);
    }

    [Fact]
    public async Task A_dry_run_checks_and_changes_nothing()
    {
        Options.DryRun = true;

        var report = await QueueAsync("migrate.yaml");
        await Assert.ThrowsAsync<ManifestException>(() => QueueAsync("broken.yaml", "kind: Job"));

        Assert.Equal("migrate.yaml", report.File);
        Assert.Empty(Jobs());
    }

    [Fact]
    public async Task A_dry_run_requeues_nothing()
    {
        Queue(("migrate.yaml", "kind: Job"));
        await PassAsync();
        var before = Jobs();
        Options.DryRun = true;

        var report = await Runner().RequeueAsync("migrate.yaml", CancellationToken.None);
        await Assert.ThrowsAsync<GojiUsageException>(() => Runner().RequeueAsync("other.yaml", CancellationToken.None));

        Assert.Equal(["failed/migrate.yaml"], before);
        Assert.Equal((JobState.Failed, JobState.Queued), (report.Before, report.After));
        Assert.Equal(before, Jobs());
    }

    [Theory]
    [InlineData("team-a", true)]
    [InlineData("other", false)]
    public async Task The_namespace_of_the_cluster_s_configuration_is_the_default_as_in_a_pass(string allowed, bool isAllowed)
    {
        Options.AllowedNamespaces.Add(allowed);
        var kubeconfig = Place["kubeconfig"];
        File.WriteAllText(kubeconfig, """
            apiVersion: v1
            kind: Config
            current-context: c
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
            contexts: [{name: c, context: {cluster: c, user: u, namespace: team-a}}]
            users: [{name: u, user: {token: t}}]
            """);
        File.WriteAllText(Place["migrate.yaml"], Job("migrate"));
        var runner = new GojiRunner(Options, Log, ClusterConnection.FromKubeconfig(kubeconfig));

        var error = await Xunit.Record.ExceptionAsync(() => runner.QueueAsync(Place["migrate.yaml"], CancellationToken.None));

        Assert.Equal(isAllowed, error is null);
        Assert.Equal(isAllowed ? ["queued/migrate.yaml"] : [], Jobs());
    }

    [Theory]
    [InlineData("missing.yaml", "does not exist.")]
    [InlineData("folder.yaml", "is a folder. Name the files in it.")]
    public async Task A_manifest_that_cannot_be_read_is_named_with_the_reason(string name, string reason)
    {
        Directory.CreateDirectory(Place["folder.yaml"]);

        var refusal = await Assert.ThrowsAsync<GojiUsageException>(() => Runner().QueueAsync(Place[name], CancellationToken.None));

        Assert.Equal($"The manifest '{Place[name]}' {reason}", refusal.Message);
    }

    [Fact]
    public async Task A_manifest_that_is_too_large_is_refused_unread()
    {
        var refusal = await Assert.ThrowsAsync<ManifestException>(() => QueueAsync("migrate.yaml", new string('#', 1024 * 1024 + 1)));

        Assert.StartsWith("'migrate.yaml': The file has 1048577 bytes,", refusal.Message, StringComparison.Ordinal);
    }

    private Task<JobReport> QueueAsync(string name, string? manifest = null)
    {
        File.WriteAllText(Place[name], manifest ?? Job("migrate"));
        return Runner().QueueAsync(Place[name], CancellationToken.None);
    }
}
