namespace Goji.Cake.Tests.Scripts;

public sealed class FailingBuilds
{
    [Fact]
    public async Task A_failure_shows_its_message_alone_and_ends_with_1()
    {
        using var script = new Script(Script.Addin + "Task(\"Default\").Does(() => GojiProcess()); RunTarget(\"Default\");");

        var run = await script.RunAsync("--goji_parallelism=many");

        run.EndedWith(1);
        Assert.Contains("Error: The value 'many' of 'Goji_Parallelism' in Cake's configuration is not a whole number of 0 or more. Correct it in cake.config, ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exit_code_of_the_scripts_own_is_lost_in_a_task()
    {
        using var script = new Script("Task(\"Default\").Does(() => throw new CakeException(42, \"Two jobs failed.\")); RunTarget(\"Default\");");

        var run = await script.RunAsync();

        run.EndedWith(1);
        Assert.Contains("Error: Two jobs failed.", run.Error, StringComparison.Ordinal);
    }
}
