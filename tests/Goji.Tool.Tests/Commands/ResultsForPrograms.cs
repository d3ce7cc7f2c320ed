using System.Text.Json;

namespace Goji.Tool.Tests.Commands;

public sealed class ResultsForPrograms : ToolTest
{
    [Fact]
    public async Task Report_is_one_document_on_standard_output_and_the_log_is_elsewhere()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/bad.yaml", JobFiles.Job("bad", "exit 3")), ("queued/\u00fc.txt", "no job"));

        var result = await GojiAsync("process", "--sandbox", "--wait", "2m", "--poll-interval", "1s", "--output", "json");

        var report = JsonDocument.Parse(result.Output).RootElement;
        var job = report.GetProperty("jobs")[0];
        Assert.Equal(Origin.Path, report.GetProperty("repository").GetString());
        Assert.Equal("main", report.GetProperty("branch").GetString());
        Assert.False(report.GetProperty("dryRun").GetBoolean());
        Assert.Equal(1, report.GetProperty("counts").GetProperty("failed").GetInt32());
        Assert.Equal("bad.yaml", job.GetProperty("file").GetString());
        Assert.Equal("queued", job.GetProperty("before").GetString());
        Assert.Equal("failed", job.GetProperty("after").GetString());
        Assert.Equal("BackoffLimitExceeded", job.GetProperty("jobs")[0].GetProperty("reason").GetString());
        Assert.Equal(3, job.GetProperty("jobs")[0].GetProperty("pods")[0].GetProperty("exitCode").GetInt32());
        Assert.Equal(Origin.Tip, report.GetProperty("commits").EnumerateArray().Last().GetString());
    }

    [Theory]
    [InlineData("junit", "<testsuite")]
    [InlineData("markdown", "### Goji: ")]
    public async Task Reports_have_the_formats_of_build_systems_too(string form, string content)
    {
        await CloneAsync();

        var result = await GojiAsync("status", "--sandbox", "--output", form);

        result.EndedWith(0);
        Assert.Contains(content, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_are_written_to_files_too()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));

        var result = await GojiAsync("process", "--sandbox", "--wait", "2m", "--poll-interval", "1s", "--json-report", "out/r.json", "--junit-report", "out/r.xml", "--html-report", "out/r.html");

        result.EndedWith(0);
        Assert.Equal("a.yaml", JsonDocument.Parse(File.ReadAllText(Place["out/r.json"])).RootElement.GetProperty("jobs")[0].GetProperty("file").GetString());
        Assert.Contains("<testcase", File.ReadAllText(Place["out/r.xml"]), StringComparison.Ordinal);
        Assert.Contains("a.yaml", File.ReadAllText(Place["out/r.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_and_requeue_print_documents_too()
    {
        var init = await GojiAsync("init", "--repository", Origin.Path, "-o", "json");
        Origin.Commit("Finished", ("succeeded/a.yaml", JobFiles.Job("a")));
        var requeue = await GojiAsync("requeue", "a.yaml", "-o", "json");

        Assert.Equal("cloned", JsonDocument.Parse(init.Output).RootElement.GetProperty("result").GetString());
        Assert.Equal("succeeded", JsonDocument.Parse(requeue.Output).RootElement.GetProperty("jobs")[0].GetProperty("before").GetString());
    }
}
