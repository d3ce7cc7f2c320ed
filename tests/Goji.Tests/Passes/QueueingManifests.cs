using Goji.Ports;

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

        Assert.Equal($"The QueueFolder '{folder}' is no folder below queued/. Write it as names with a slash between them, such as 'team-a/nightly', without '.' or '..' and with no slash before the first.", refusal.Message);
        Assert.Empty(Jobs());
    }

    [Fact]
    public async Task A_refused_manifest_is_named_with_its_folder()
    {
        Options.QueueFolder = "team-a";

        var refusal = await Assert.ThrowsAnyAsync<GojiUsageException>(() => QueueAsync("migrate.yaml", "kind: Job"));

        Assert.Contains("'team-a/migrate.yaml'", refusal.Message, StringComparison.Ordinal);
    }

    private Task<JobReport> QueueAsync(string name, string? manifest = null)
    {
        File.WriteAllText(Place[name], manifest ?? Job("migrate"));
        return Runner().QueueAsync(Place[name], CancellationToken.None);
    }
}
