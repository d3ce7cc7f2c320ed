namespace Goji.Cake.Tests.Scripts.Cookbook;

/// <summary>The recipes that run Jobs in the course of a deployment.</summary>
public sealed class CookbookDeployments
{
    [Fact]
    public async Task Migrate_before_deploy_deploys_after_a_migration_that_succeeded()
    {
        using var recipe = new Recipe("migrate-before-deploy");

        var first = await recipe.RunAsync();
        var second = await recipe.RunAsync();

        first.EndedWith(0);
        second.EndedWith(0);
        Assert.All([first, second], run => Assert.Contains("The database is migrated. Deploying.", run.Output, StringComparison.Ordinal));
        Assert.Equal(["succeeded/migrate.yaml"], recipe.Jobs());
    }

    [Fact]
    public async Task Migrate_before_deploy_deploys_nothing_after_a_failed_migration_and_reports_the_reason()
    {
        using var recipe = new Recipe("migrate-before-deploy");
        recipe.SetResult("migrate.yaml", "exit 3");

        var run = await recipe.RunAsync();

        run.EndedWith(1);
        Assert.Matches("Error: Nothing was deployed: the migration is Failed. Job default/migrate: .*Container 'migrate' of pod 'migrate-.*' exited with code 3", run.Error);
        Assert.DoesNotContain("Deploying.", run.Output, StringComparison.Ordinal);
        Assert.Equal(["failed/migrate.yaml"], recipe.Jobs());
    }

    [Fact]
    public async Task Migration_log_shows_each_line_before_the_verdict_and_reads_it_again()
    {
        using var recipe = new Recipe("migration-log");

        var first = await recipe.RunAsync();
        var again = await recipe.RunAsync("--target=Logs");

        first.EndedWith(0);
        again.EndedWith(0);
        Assert.Matches(@"(?s)migrate\.yaml │ schema is at version 42.*processing/migrate\.yaml -> succeeded", first.Output);
        Assert.Single(Directory.EnumerateFiles(recipe["artifacts/logs/migrate.yaml"], "*.migrate.log", SearchOption.AllDirectories));
        Assert.Matches(@"migrate\.yaml │ \d{4}-\S+Z schema is at version 42", again.Output);
        Assert.Matches(@"Lines of attempt \S+: 1\.", again.Output);
    }

    [Fact]
    public async Task Nightly_runs_the_backup_once_a_night_and_the_report_each_time()
    {
        using var recipe = new Recipe("nightly");

        var first = await recipe.RunAsync("--date=2026-11-22");
        var again = await recipe.RunAsync("--date=2026-11-22");
        var report = await recipe.RunAsync("--target=Report");
        var next = await recipe.RunAsync("--date=2026-11-23");

        first.EndedWith(0);
        again.EndedWith(1);
        report.EndedWith(0);
        next.EndedWith(0);
        Assert.Contains("queued/nightly/backup-2026-11-22.yaml -> processing: Job default/backup-2026-11-22", first.Output, StringComparison.Ordinal);
        Assert.Matches(@"queued/nightly/report\.yaml -> processing: Job default/report-\w{10}", first.Output);
        Assert.Contains("'succeeded/nightly/backup-2026-11-22.yaml' is in the repository already.", again.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["succeeded/nightly/backup-2026-11-22.yaml", "succeeded/nightly/backup-2026-11-23.yaml", "succeeded/nightly/report.yaml"],
            recipe.Jobs());
    }

    [Theory]
    [InlineData("success", 0, "The gate is open. Releasing.")]
    [InlineData("exit 1", 3, "Not released: the acceptance test is Failed.")]
    public async Task Gate_release_reports_a_closed_gate_by_its_exit_code(string result, int exitCode, string words)
    {
        using var recipe = new Recipe("gate-release");
        recipe.SetResult("acceptance.yaml", result);

        var run = await recipe.RunAsync();

        run.EndedWith(exitCode);
        Assert.Contains(words, run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode != 0, run.Output.Contains("| payment: 3 of 3 passed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Backup_now_runs_the_CronJob_of_a_manifest_once_per_call()
    {
        using var recipe = new Recipe("backup-now");

        var first = await recipe.RunAsync();
        var again = await recipe.RunAsync();

        first.EndedWith(0);
        again.EndedWith(0);
        Assert.Equal(2, recipe.Jobs().Count());
        Assert.All(recipe.Jobs(), job => Assert.Matches("^succeeded/backup-manual-[a-z0-9]{5}\\.yaml$", job));
    }
}
