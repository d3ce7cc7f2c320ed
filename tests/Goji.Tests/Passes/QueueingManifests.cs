using System.Text;
using System.Text.Json.Nodes;
using Goji.Sandbox;
using Goji.Settings;
using Goji.Yaml;

namespace Goji.Tests.Passes;

public sealed class QueueingManifests : PassTest
{
    [Fact]
    public async Task A_manifest_is_at_the_top_of_the_queue_by_default()
    {
        var report = await QueueAsync("migrate.yaml");

        Assert.Equal("migrate.yaml", report.File);
        Assert.Equal(["queued/migrate.yaml"], Jobs());
    }

    [Theory]
    [InlineData("team-a", "team-a/migrate.yaml")]
    [InlineData("team-a/", "team-a/migrate.yaml")]
    [InlineData("team-a/nightly", "team-a/nightly/migrate.yaml")]
    public async Task A_manifest_is_in_the_configured_folder_and_keeps_it(string folder, string path)
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
    public async Task A_folder_outside_of_the_queue_is_refused(string folder)
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
    public async Task The_exception_of_a_refused_manifest_has_its_findings()
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

    [Theory]
    [InlineData("paralellism: 2", "unknown field \"spec.paralellism\"")]
    [InlineData("backoffLimit: many", "Could not create the Job in namespace 'default'")]
    public async Task The_cluster_checks_the_manifest_before_the_commit(string spec, string reason)
    {
        var refusal = await Assert.ThrowsAsync<ManifestException>(() => QueueAsync("migrate.yaml", Job("migrate", spec: spec).Replace("  backoffLimit: 0\n", "", StringComparison.Ordinal)));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("'migrate.yaml': The cluster 'http://sandbox' was asked. To queue the file without asking, set Offline (--offline).", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Jobs());
        Assert.Empty(Created());
    }

    [Fact]
    public async Task The_cluster_checks_a_Job_with_the_queue_that_a_pass_would_give_it()
    {
        File.WriteAllText(Place["migrate.yaml"], Job("migrate"));
        Options.LocalQueue = "team-a";
        Options.WorkloadPriorityClass = "high";
        using var handler = new NotingHandler(Cluster.CreateHandler());
        var runner = new GojiRunner(Options, Log, ClusterConnection.Through(handler, new Uri("http://sandbox")));

        await runner.QueueAsync(Place["migrate.yaml"], CancellationToken.None);

        var labels = JsonNode.Parse(Assert.Single(handler.DryRuns))!["metadata"]!["labels"]!;
        Assert.Equal("team-a", (string?)labels["kueue.x-k8s.io/queue-name"]);
        Assert.Equal("high", (string?)labels["kueue.x-k8s.io/priority-class"]);
        Assert.All(
            new[] { SettingTable.LocalQueue.Scope, SettingTable.WorkloadPriorityClass.Scope },
            takers => Assert.True(takers.HasFlag(SettingScope.Queue)));
    }

    [Fact]
    public async Task Offline_sends_no_request_to_a_cluster()
    {
        File.WriteAllText(Place["migrate.yaml"], Job("migrate", spec: "paralellism: 2"));

        await Runner().QueueAsync(Place["migrate.yaml"], new QueueOptions { Offline = true }, CancellationToken.None);

        Assert.Equal(["queued/migrate.yaml"], Jobs());
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_reached_is_a_warning()
    {
        File.WriteAllText(Place["migrate.yaml"], Job("migrate"));
        using var handler = new DeadHandler();
        var runner = new GojiRunner(Options, Log, ClusterConnection.Through(handler, new Uri("http://127.0.0.1:1")));

        await runner.QueueAsync(Place["migrate.yaml"], CancellationToken.None);

        Assert.Equal(["queued/migrate.yaml"], Jobs());
        Assert.StartsWith("The manifest is queued without asking a cluster: ", Assert.Single(Log.Warnings), StringComparison.Ordinal);
        Assert.EndsWith(" Offline (--offline) asks none.", Assert.Single(Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queueing_needs_no_right_to_create_Jobs()
    {
        Cluster.Faults.Add(new(SandboxFaultKind.Forbidden) { Verb = "create", Resource = "jobs" });

        await QueueAsync("migrate.yaml");

        Assert.Equal(["queued/migrate.yaml"], Jobs());
        Assert.Equal(["migrate.yaml: This user may not create Jobs in the namespace 'default' of the cluster."], Log.Warnings);
    }

    [Fact]
    public async Task A_Job_of_that_name_is_a_warning_unless_Goji_started_it()
    {
        await CreateAsync("jobs", Job("foreign"));
        await QueueAsync("foreign.yaml", Job("foreign"));
        var warnings = Log.Warnings.ToList();
        Queue(("ours.yaml", Job("ours")));
        await PassAsync();

        await QueueAsync("again.yaml", Job("ours"));

        Assert.Equal(
            ["foreign.yaml: The cluster has a Job 'default/foreign' that Goji did not start, so that the file is refused. Delete that Job, or change metadata.name."], warnings);
        Assert.Equal(warnings, Log.Warnings.Where(line => line.Contains(".yaml: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("kind: CronJob, name: nightly, uid: gone", true)]
    [InlineData("kind: CronJob, name: other, uid: gone", true)]
    [InlineData("kind: CronJob, name: nightly, uid: <uid>", false)]
    [InlineData("kind: Unknown, name: nightly, uid: gone", false)]
    public async Task A_Job_whose_owner_is_not_in_the_cluster_is_refused(string owner, bool isRefused)
    {
        var uid = await CreateAsync("cronjobs", "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: nightly}\nspec: {schedule: '@daily', jobTemplate: {}}\n");
        var owned = Job("a", metadata: $"ownerReferences: [{{apiVersion: batch/v1, {owner.Replace("<uid>", uid, StringComparison.Ordinal)}}}]");

        var error = await Xunit.Record.ExceptionAsync(() => QueueAsync("a.yaml", owned));
        Queue(("b.yaml", owned));
        var report = await PassAsync();

        Assert.Equal(isRefused, error is ManifestException);
        Assert.Equal(isRefused ? [] : ["a"], Created());
        if (isRefused)
        {
            var words = $"The Job's owner is not in the cluster: {(owner.Contains("other", StringComparison.Ordinal) ? "CronJob 'other'" : "CronJob 'nightly'")} (UID gone). Kubernetes deletes such a Job at once. Remove metadata.ownerReferences, or queue the file without them: goji queue --clean <file>";
            Assert.Contains(words, error!.Message, StringComparison.Ordinal);
            Assert.Contains(words, Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_CronJob_of_the_cluster_runs_once_under_the_given_name()
    {
        await CreateAsync(
            "cronjobs",
            "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: nightly}\nspec: {schedule: '@daily', jobTemplate: {metadata: {labels: {app: x}}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}}}\n");

        var report = await Runner().QueueCronJobAsync("nightly", new() { Name = "now" }, CancellationToken.None);
        await PassAsync();
        await PassAfterAsync(5);

        Assert.Equal("now.yaml", report.File);
        Assert.Equal(["succeeded/now.yaml"], Jobs());
        Assert.Equal(["now"], Created());
        Assert.Contains("cronjob.kubernetes.io/instantiate: manual", Origin.Show("succeeded/now.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop/nightly", "The cluster 'http://sandbox' has no CronJob 'shop/nightly'. List those that it has with: kubectl get cronjobs --namespace shop")]
    [InlineData("a/b/c", "'a/b/c' names no CronJob. Write the path of its file, which ends in .yaml, .yml or .json, or '<namespace>/<name>' of one in the cluster.")]
    [InlineData("Nightly", "'Nightly' names no CronJob. Write the path of its file, which ends in .yaml, .yml or .json, or '<namespace>/<name>' of one in the cluster.")]
    [InlineData("nowhere.yaml", "The manifest 'nowhere.yaml' does not exist.")]
    public async Task A_missing_CronJob_is_named_with_the_remedy(string cronJob, string refusal) =>
        Assert.Equal(refusal, (await Assert.ThrowsAsync<GojiUsageException>(() => Runner().QueueCronJobAsync(cronJob, null, CancellationToken.None))).Message);

    [Fact]
    public async Task Manifests_from_a_pipe_are_queued_in_one_commit_and_run_in_order()
    {
        using var release = new MemoryStream(Encoding.UTF8.GetBytes(
            "\uFEFF---\n# Source: shop/templates/seed.yaml\n" + Job("seed", metadata: "annotations: {helm.sh/hook: post-install}") + "\n\uFEFF---\n---\n# Source: shop/templates/migrate.yaml\n"
            + Job("migrate", metadata: "annotations: {helm.sh/hook: pre-install}") + "\n---\n"));
        var before = Commits();

        var reports = await Runner().QueueAsync(release, new QueueOptions { Name = "shop", Hooks = true }, CancellationToken.None);
        var commits = Commits() - before;
        await PassAsync();
        var first = Created();
        await PassAfterAsync(5);
        await PassAfterAsync(5);
        await PassAfterAsync(5);

        Assert.Equal(["shop-seed.yaml", "shop-migrate.yaml"], reports.Select(report => report.File));
        Assert.Equal(1, commits);
        Assert.Equal(["migrate"], first);
        Assert.Equal(["migrate", "seed"], Created());
        Assert.Equal(["succeeded/shop-migrate.yaml", "succeeded/shop-seed.yaml"], Jobs());
    }

    [Fact]
    public async Task Of_several_files_all_are_queued_or_none()
    {
        Queue(("release-b.yaml", "taken"));
        File.WriteAllText(Place["release.yaml"], Job("a") + "\n---\n" + Job("b"));

        var refusal = await Assert.ThrowsAsync<GojiUsageException>(() => Runner().QueueAsync(Place["release.yaml"], new QueueOptions { Split = true }, CancellationToken.None));

        Assert.Equal("'queued/release-b.yaml' is in the repository already. Queue the manifest under another name.", refusal.Message);
        Assert.Equal(["queued/release-b.yaml"], Jobs());
    }

    [Fact]
    public async Task Output_of_Helm_is_refused_with_the_command_that_renders_its_Jobs_alone()
    {
        var rendered = "---\n# Source: shop/templates/account.yaml\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n---\n# Source: shop/charts/db/templates/migrate.yaml\n" + Job("migrate");

        var refusal = await Assert.ThrowsAsync<ManifestException>(() => QueueAsync("release.yaml", rendered));

        Assert.EndsWith(
            "'release.yaml': Helm has rendered this from a chart. To queue its Jobs alone: helm template <release> <chart> --show-only charts/db/templates/migrate.yaml | goji queue - --name release.yaml",
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Standard input is empty: the program in front of the pipe has written nothing. Look at its error output.")]
    [InlineData("kind: Job", "Standard input has no file name. Set Name (--name), such as: goji queue - --name migrate.yaml")]
    public async Task A_stream_without_a_job_file_is_refused(string text, string refusal)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        Assert.Equal(refusal, (await Assert.ThrowsAsync<GojiUsageException>(() => Runner().QueueAsync(stream, new QueueOptions(), CancellationToken.None))).Message);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData(".git/a")]
    public async Task A_name_outside_of_the_queue_is_refused(string name)
    {
        File.WriteAllText(Place["a.yaml"], Job("a"));

        var refusal = await Assert.ThrowsAsync<GojiUsageException>(() => Runner().QueueAsync(Place["a.yaml"], new QueueOptions { Name = name }, CancellationToken.None));

        Assert.Equal($"'{name}' is no name for a job file. Write a path below queued/, such as 'migrate.yaml' or 'team-a/migrate.yaml'.", refusal.Message);
    }

    /// <summary>Creates an object of batch/v1 in the cluster, as somebody else.</summary>
    /// <returns>Its UID.</returns>
    private async Task<string> CreateAsync(string resource, string yaml)
    {
        using var http = new HttpClient(Cluster.CreateHandler()) { BaseAddress = new Uri("http://sandbox/") };
        using var body = new StringContent(YamlDocuments.Read(Encoding.UTF8.GetBytes(yaml), []).First().Root!.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"apis/batch/v1/namespaces/default/{resource}", UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!["metadata"]!["uid"]!.GetValue<string>();
    }

    private Task<JobReport> QueueAsync(string name, string? manifest = null)
    {
        File.WriteAllText(Place[name], manifest ?? Job("migrate"));
        return Runner().QueueAsync(Place[name], CancellationToken.None);
    }

    private sealed class NotingHandler(HttpMessageHandler cluster) : DelegatingHandler(cluster)
    {
        public List<string> DryRuns { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Query.Contains("dryRun=All", StringComparison.Ordinal))
            {
                DryRuns.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class DeadHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("The connection was refused.");
    }
}
