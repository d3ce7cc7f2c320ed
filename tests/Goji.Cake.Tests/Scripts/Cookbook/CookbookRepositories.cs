using System.Text.Json;
using System.Xml.Linq;
using Goji.Testing;

namespace Goji.Cake.Tests.Scripts.Cookbook;

/// <summary>The recipes that work on repositories which others share.</summary>
public sealed class CookbookRepositories : IDisposable
{
    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Requeue_failed_runs_all_failed_jobs_again_and_no_others()
    {
        using var recipe = new Recipe("requeue-failed");
        var origin = BareOrigin.WithStateFolders(place);
        origin.Commit(
            "A bad night",
            ("failed/a.yaml", QuickJob.Manifest("a")),
            ("failed/nightly/b.yaml", QuickJob.Manifest("b")),
            ("failed/nightly/c.yaml", QuickJob.Manifest("c", "exit 5")),
            ("succeeded/d.yaml", QuickJob.Manifest("d")));
        recipe.Variables["GIT_REPOSITORY"] = origin.Path;

        var some = await recipe.RunAsync("--match=nightly/**/*");
        var jobsThen = JobsAt(origin);
        var all = await recipe.RunAsync();

        some.EndedWith(0);
        all.EndedWith(0);
        Assert.Contains("1 succeeded, 1 failed again.", some.Output, StringComparison.Ordinal);
        Assert.Equal(["failed/a.yaml", "failed/nightly/c.yaml", "succeeded/d.yaml", "succeeded/nightly/b.yaml"], jobsThen);
        Assert.Equal(["failed/nightly/c.yaml", "succeeded/a.yaml", "succeeded/d.yaml", "succeeded/nightly/b.yaml"], JobsAt(origin));
    }

    [Fact]
    public async Task Stop_a_job_cancels_the_named_job_and_shows_its_end()
    {
        using var recipe = new Recipe("stop-a-job");
        var origin = BareOrigin.WithStateFolders(place);
        origin.Commit("Queue", ("queued/team-a/x.yaml", QuickJob.Manifest("x")), ("queued/other.yaml", QuickJob.Manifest("other")));
        recipe.Variables["GIT_REPOSITORY"] = origin.Path;

        var run = await recipe.RunAsync("--job=team-a/*", "--reason=wrong database");

        run.EndedWith(0);
        Assert.Contains("team-a/x.yaml is Failed. Cancelled: wrong database (requested by ", run.Output, StringComparison.Ordinal);
        Assert.Equal(["failed/team-a/x.yaml", "queued/other.yaml"], JobsAt(origin));
    }

    [Fact]
    public async Task Two_teams_work_side_by_side_without_access_to_each_others_namespace()
    {
        using var recipe = new Recipe("two-teams");

        var run = await recipe.RunAsync();

        run.EndedWith(0);
        Assert.Contains("'team-b/read-customers.yaml', line 1: The namespace 'team-a' is not among those that this jobs repository may use, 'team-b'.", run.Output, StringComparison.Ordinal);
        Assert.Contains("queued/team-a/send-newsletter.yaml -> processing: Job team-a/send-newsletter", run.Output, StringComparison.Ordinal);
        Assert.Equal(["succeeded/namespaces.yaml", "succeeded/team-a/send-newsletter.yaml", "succeeded/team-b/close-books.yaml"], recipe.Jobs());
    }

    [Fact]
    public async Task Ci_leaves_reports_and_fails_for_a_failed_job()
    {
        using var recipe = new Recipe("ci");
        var origin = BareOrigin.WithStateFolders(place);
        origin.Commit("Queue", ("queued/good.yaml", QuickJob.Manifest("good")), ("queued/bad.yaml", QuickJob.Manifest("bad", "exit 5")));
        recipe.Variables["GIT_REPOSITORY"] = origin.Path;
        recipe.Variables["GITHUB_ACTIONS"] = "true";
        recipe.Variables["GITHUB_STEP_SUMMARY"] = recipe["summary.md"];

        var run = await recipe.RunAsync();

        run.EndedWith(1);
        Assert.Contains("the build fails, as FailBuildOn (Failed, Unknown) asks, because of 1 job:", run.Error, StringComparison.Ordinal);
        Assert.Single(XDocument.Load(recipe["artifacts/goji.xml"]).Descendants("failure"));
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(File.ReadAllText(recipe["artifacts/goji.json"])).RootElement.ValueKind);
        Assert.StartsWith("### Goji: 2 jobs: 1 succeeded, 1 failed.", File.ReadAllText(recipe["summary.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Protected_branch_lets_the_bot_in_under_its_name_and_starts_no_further_build()
    {
        using var recipe = new Recipe("protected-branch");
        var origin = BareOrigin.WithStateFolders(place, "main");
        origin.Commit("Queue", ("queued/good.yaml", QuickJob.Manifest("good")));
        Hooks.Write(origin, "update", "test \"$(git log -1 --format=%ce $3)\" = jobs-bot@example.com || { echo 'GH006: Protected branch update failed'; exit 1; }");
        recipe.Variables["GIT_REPOSITORY"] = origin.Path;

        var run = await recipe.RunAsync();

        run.EndedWith(0);
        Assert.Equal(["succeeded/good.yaml"], JobsAt(origin));
        var commits = origin.Git("log", "--format=%an %cn <%ce> %b", "--author=jobs-bot").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(commits, commit => commit.StartsWith("jobs-bot jobs-bot <jobs-bot@example.com>", StringComparison.Ordinal));
        Assert.All(
            origin.Git("log", "--format=%B%x00", "--author=jobs-bot").Split('\0', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            message => Assert.Contains("[skip ci]", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Protected_branch_starts_nothing_where_the_branch_refuses_the_push()
    {
        using var recipe = new Recipe("protected-branch");
        var origin = BareOrigin.WithStateFolders(place, "main");
        origin.Commit("Queue", ("queued/good.yaml", QuickJob.Manifest("good")));
        Hooks.Write(origin, "update", "echo 'GH006: Protected branch update failed for refs/heads/main'; exit 1");
        recipe.Variables["GIT_REPOSITORY"] = origin.Path;

        var run = await recipe.RunAsync();

        run.EndedWith(1);
        Assert.Contains("GH006: Protected branch update failed for refs/heads/main", run.Error, StringComparison.Ordinal);
        Assert.Equal(["queued/good.yaml"], JobsAt(origin));
        Assert.DoesNotContain("-> processing", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Monorepo_works_in_the_checkout_and_changes_nothing_else()
    {
        using var recipe = new Recipe("monorepo");
        var origin = BareOrigin.WithStateFolders(place, "main", "jobs/");
        origin.Commit("Queue", ("src/Program.cs", "return 0;"), ("jobs/queued/good.yaml", QuickJob.Manifest("good")));
        GitProgram.Run(recipe[""], "init", "-q", "-b", "main");
        GitProgram.Run(recipe[""], "remote", "add", "origin", origin.Path);
        GitProgram.Run(recipe[""], "fetch", "-q", "origin", "main");
        GitProgram.Run(recipe[""], "reset", "-q", "--hard", "origin/main");
        recipe.Clone = "";

        var run = await recipe.RunAsync();

        run.EndedWith(0);
        Assert.Contains("good.yaml is Succeeded.", run.Output, StringComparison.Ordinal);
        Assert.Equal(["jobs/succeeded/good.yaml"], JobsAt(origin));
        Assert.Contains("src/Program.cs", origin.Files);
        Assert.True(File.Exists(recipe["jobs/succeeded/good.yaml"]));
    }

    [Theory]
    [InlineData("in-cluster", "1 jobs moved on the cluster http://sandbox.goji.run.")]
    [InlineData("private-network", "Cloned the branch 'master'")]
    public async Task A_runner_with_only_an_address_runs_a_pass(string name, string words)
    {
        using var recipe = new Recipe(name);
        var origin = BareOrigin.WithStateFolders(place);
        origin.Commit("Queue", ("queued/good.yaml", QuickJob.Manifest("good")));
        recipe.Variables["GIT_REPOSITORY"] = origin.Path;

        var run = await recipe.RunAsync();

        run.EndedWith(0);
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
        Assert.Equal(["succeeded/good.yaml"], JobsAt(origin));
    }

    [Fact]
    public async Task Private_network_names_a_missing_certificate_file()
    {
        using var recipe = new Recipe("private-network");
        recipe.Variables["SSL_CERT_FILE"] = recipe["company.pem"];

        // Cake's own downloads need no certificate here: the feed is a folder.
        var run = await recipe.RunAsync();

        run.EndedWith(1);
        Assert.Contains($"Error: SSL_CERT_FILE names '{recipe["company.pem"]}', which does not exist.", run.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> JobsAt(BareOrigin origin) =>
        origin.Files.Where(file => !file.StartsWith('.') && Path.GetExtension(file) == ".yaml");
}
