using Goji.Testing;

namespace Goji.Tool.Tests.Commands;

/// <summary>Standard input, CronJobs, exports and hooks through the command.</summary>
public sealed class QueueingWithOptions : ToolTest
{
    private const string CronJob =
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: nightly
        spec:
          schedule: "0 2 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers: [{name: main, image: example/nightly:1}]

        """;

    [Fact]
    public async Task Standard_input_becomes_one_job_file_or_one_for_each_Job()
    {
        await CloneAsync();
        var release = "\uFEFF---\r\n# Source: shop/templates/a.yaml\r\n" + JobFiles.Job("a").ReplaceLineEndings("\r\n") + "---\r\n---\r\n" + JobFiles.Job("b");

        var one = await PipeAsync(release, "queue", "-", "--name", "release.yaml", "--sandbox");
        var each = await PipeAsync(release, "queue", "-", "--split", "--sandbox", "-o", "json");

        one.EndedWith(0);
        each.EndedWith(0);
        Assert.Equal("queued/release.yaml", one.Output);
        Assert.Contains("\"file\": \"a.yaml\"", each.Output, StringComparison.Ordinal);
        Assert.Equal(["queued/a.yaml", "queued/b.yaml", "queued/release.yaml"], Jobs);
    }

    [Fact]
    public async Task A_CronJob_runs_once_by_its_file_by_standard_input_and_by_its_name_in_the_cluster()
    {
        await CloneAsync();
        File.WriteAllText(Place["nightly.yaml"], CronJob);

        var refused = await GojiAsync("queue", "nightly.yaml", "--sandbox");
        var file = await GojiAsync("queue", "--from-cronjob", "nightly.yaml", "--name", "now", "--sandbox");
        var pipe = await PipeAsync(CronJob, "queue", "--from-cronjob", "-", "--sandbox");
        var cluster = await GojiAsync("queue", "--from-cronjob", "shop/nightly", "--sandbox");

        refused.EndedWith(2);
        Assert.Contains("To run it once, now, queue a Job of its jobTemplate: goji queue --from-cronjob nightly.yaml", refused.Error, StringComparison.Ordinal);
        file.EndedWith(0);
        pipe.EndedWith(0);
        cluster.EndedWith(2);
        Assert.Contains("has no CronJob 'shop/nightly'. List those that it has with: kubectl get cronjobs --namespace shop", cluster.Error, StringComparison.Ordinal);
        Assert.Equal("queued/now.yaml", file.Output);
        Assert.Matches("^queued/nightly-manual-[a-z0-9]{5}\\.yaml$", pipe.Output);
        Assert.Contains("cronjob.kubernetes.io/instantiate: manual", Origin.Show("queued/now.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_refused_with_the_option_that_cleans_it_and_that_shows_the_difference()
    {
        await CloneAsync();
        var export = JobFiles.Job("a").Replace("  name: a\n", "  name: a\n  resourceVersion: \"12\"\n  uid: 6f1c\n", StringComparison.Ordinal) + "status:\n  succeeded: 1\n";
        File.WriteAllText(Place["a.yaml"], export);

        var refused = await GojiAsync("queue", "a.yaml", "--sandbox");
        var dry = await GojiAsync("queue", "a.yaml", "--sandbox", "--clean", "--dry-run");
        var none = Jobs;
        var cleaned = await GojiAsync("queue", "a.yaml", "--sandbox", "--clean");

        refused.EndedWith(2);
        Assert.EndsWith("goji queue --clean a.yaml", refused.Error, StringComparison.Ordinal);
        dry.EndedWith(0);
        Assert.Empty(none);
        cleaned.EndedWith(0);
        Assert.Contains("  - metadata.resourceVersion: \"12\"", cleaned.Error, StringComparison.Ordinal);
        Assert.Contains("  - status: {\"succeeded\":1}", cleaned.Error, StringComparison.Ordinal);
        Assert.Equal(JobFiles.Job("a").TrimEnd(), Origin.Show("queued/a.yaml").TrimEnd());
        Assert.Equal(export, File.ReadAllText(Place["a.yaml"]));
    }

    [Fact]
    public async Task Hooks_start_all_at_once_with_a_warning_or_in_their_order()
    {
        await CloneAsync();
        File.WriteAllText(
            Place["release.yaml"],
            JobFiles.Job("migrate").Replace("metadata:\n  name: migrate\n", "metadata:\n  name: migrate\n  annotations:\n    helm.sh/hook: pre-upgrade\n", StringComparison.Ordinal) + "---\n" + JobFiles.Job("main"));

        var warned = await GojiAsync("queue", "release.yaml", "--sandbox", "--dry-run");
        var ordered = await GojiAsync("queue", "release.yaml", "--sandbox", "--hooks");
        var pass = await GojiAsync("process", "--sandbox", "--wait", "2m", "--poll-interval", "1s");

        Assert.Contains("Goji waits for no release: it starts all Jobs at once, with the next pass.", warned.Error, StringComparison.Ordinal);
        ordered.EndedWith(0);
        pass.EndedWith(0);
        Assert.Contains("goji.run/after: release-migrate.yaml", Origin.Show("succeeded/release-main.yaml"), StringComparison.Ordinal);
        Assert.Equal(["succeeded/release-main.yaml", "succeeded/release-migrate.yaml"], Jobs);
    }

    [Fact]
    public async Task The_cluster_checks_manifests_unless_offline_and_an_unavailable_one_is_a_warning()
    {
        await CloneAsync();
        File.WriteAllText(Place["a.yaml"], JobFiles.Job("a").Replace("backoffLimit: 0", "backofLimit: 0", StringComparison.Ordinal));
        File.WriteAllText(Place["b.yaml"], JobFiles.Job("b"));

        var asked = await GojiAsync("queue", "a.yaml", "--sandbox");
        var offline = await GojiAsync("queue", "a.yaml", "--sandbox", "--offline");
        var away = await GojiProgram.RunAsync(Place.Path, ["queue", "b.yaml"], new() { ["HOME"] = Place.Path });

        asked.EndedWith(2);
        Assert.Contains("unknown field \"spec.backofLimit\"", asked.Error, StringComparison.Ordinal);
        offline.EndedWith(0);
        away.EndedWith(0);
        Assert.StartsWith("warning: The manifest is queued without asking a cluster: No kubeconfig was found", away.Error, StringComparison.Ordinal);
        Assert.Equal(["queued/a.yaml", "queued/b.yaml"], Jobs);
    }

    [Theory]
    [InlineData("There is nothing to queue. Name manifests, '-' for standard input, or a CronJob with '--from-cronjob'.", "queue")]
    [InlineData("Manifests and '--from-cronjob' exclude each other. Queue them one after the other.", "queue", "a.yaml", "--from-cronjob", "b.yaml")]
    [InlineData("'--name' is the name of one job file. Queue the manifests one by one.", "queue", "a.yaml", "b.yaml", "--name", "c")]
    [InlineData("Standard input can be read once. Name '-' once.", "queue", "-", "-")]
    [InlineData("Standard input is the manifest, and '--password-stdin' reads it too. Set the password in GIT_PASSWORD.", "queue", "-", "--name", "a", "--password-stdin")]
    public async Task Exclusive_options_are_named(string message, params string[] arguments)
    {
        var result = await PipeAsync("secret\n", arguments);

        result.EndedWith(2);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private Task<ProgramResult> PipeAsync(string input, params string[] arguments) => GojiProgram.RunAsync(Place.Path, arguments, input: input);
}
