using Goji.Testing;

namespace Goji.Cake.Tests.Scripts;

public sealed class TheSample
{
    [Fact]
    public async Task It_runs_every_job_to_its_end_and_requeues_a_failed_one()
    {
        using var script = Sample();

        var run = await script.RunAsync();

        run.EndedWith(0);
        Assert.Equal(
            [
                "failed/settle-payments.yaml",
                "queued/check-ledger.yaml",
                "succeeded/clear-cart-cache.yaml",
                "succeeded/close-month.yaml",
                "succeeded/fetch-exchange-rates.yaml",
                "succeeded/import-products.yaml",
                "succeeded/measure-storage.json",
                "succeeded/migrate-orders-db.yaml",
                "succeeded/resize-product-images.yaml",
                "succeeded/team-a/send-newsletter.yaml",
            ],
            JobsOf(script));
        Assert.Contains("exited with code 42: the bank refused batch 2026-11.", string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("| the books do not balance", run.Output, StringComparison.Ordinal);
        Assert.Contains("The file holds a 'ClusterRoleBinding' (rbac.authorization.k8s.io/v1), and no Job.", run.Output, StringComparison.Ordinal);
        Assert.Contains("unknown field \"spec.backofLimit\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("This is the embedded sandbox, not a cluster", run.Output, StringComparison.Ordinal);
        Assert.Equal("", GitProgram.Run(script["clone"], "status", "--porcelain"));
    }

    [Fact]
    public async Task It_works_on_a_repository_that_others_share_and_pushes_every_move()
    {
        using var script = Sample();
        GitProgram.Run(script[""], "init", "--bare", "--initial-branch=main", "origin.git");

        var run = await script.RunAsync($"--repository={script["origin.git"]}", "--manifests=./jobs/queued/migrate-*.yaml");

        run.EndedWith(0);
        Assert.Contains("succeeded/migrate-orders-db.yaml", GitProgram.Run(script["origin.git"], "ls-tree", "-r", "--name-only", "HEAD"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_tasks_have_descriptions()
    {
        using var script = Sample();

        var run = await script.RunAsync("--description");

        run.EndedWith(0);
        Assert.All(["Init", "Queue", "Process", "Status", "Requeue", "Default"], task => Assert.Matches($@"(?m)^\s*{task}\s+\w", run.Output));
        Assert.False(Directory.Exists(script["clone"]));
    }

    private static Script Sample()
    {
        var script = new Script(File.ReadAllText(Workshop.InRepository("samples/build.cake")));
        var manifests = Workshop.InRepository("samples/jobs");
        foreach (var manifest in Directory.EnumerateFiles(manifests, "*", SearchOption.AllDirectories))
        {
            var copy = script[Path.Combine("jobs", Path.GetRelativePath(manifests, manifest))];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(manifest, copy);
        }

        return script;
    }

    private static IEnumerable<string> JobsOf(Script script) =>
        GitProgram.Run(script["clone"], "ls-tree", "-r", "--name-only", "HEAD").Split('\n')
            .Where(path => !path.StartsWith('.') && Path.GetExtension(path) is ".yaml" or ".json")
            .Order(StringComparer.Ordinal);
}
