using System.Net;
using System.Text;

namespace Goji.Tests.Passes.Deciding;

public sealed class HeldAndRefusedJobs : PassTest
{
    [Fact]
    public async Task A_file_that_is_no_job_is_refused_and_its_neighbour_runs()
    {
        Queue(("a.yaml", "kind: ["), ("b.yaml", Job("b")));

        var report = await PassAsync();

        Assert.Equal(["failed/a.yaml", "processing/b.yaml"], Jobs());
        Assert.Contains("a.yaml", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
        Assert.Equal(Assert.Single(report.Failed).Reason, Record("a.yaml").Newest!.Refused);
    }

    [Fact]
    public async Task A_misspelt_field_is_refused_in_the_servers_words()
    {
        Queue(("typo.yaml", Job("typo", spec: "paralellism: 2")));

        var report = await PassAsync();

        Assert.Equal(["failed/typo.yaml"], Jobs());
        Assert.Contains("unknown field \"spec.paralellism\"", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
        Assert.Empty(Created());
    }

    [Theory]
    [InlineData("1.20", "number")]
    [InlineData("2026", "number")]
    [InlineData("yes", "bool")]
    [InlineData("on", "bool")]
    [InlineData("[a]", "array")]
    [InlineData("{a: b}", "object")]
    [InlineData("2026-01-01", null)]
    [InlineData("'1.20'", null)]
    [InlineData("12:30", null, "a lowercase RFC 1123 label|a valid label")]
    public async Task Labels_that_are_no_text_are_refused_in_the_words_of_the_server(string label, string? kind, string refusal = "cannot unmarshal")
    {
        Queue(("x.yaml", Job("x", metadata: $"labels: {{version: {label}}}")));

        var report = await PassAsync();

        if (kind is null && refusal == "cannot unmarshal")
        {
            Assert.Equal(["processing/x.yaml"], Jobs());
        }
        else
        {
            Assert.Equal(["failed/x.yaml"], Jobs());
            Assert.Matches(kind is null ? refusal : $"cannot unmarshal {kind} into Go struct field ObjectMeta.metadata.labels of type string", Assert.Single(report.Failed).Reason);
        }
    }

    [Fact]
    public async Task A_missing_namespace_fails_the_job()
    {
        Queue(("lost.yaml", Job("lost", metadata: "namespace: nowhere")));

        var report = await PassAsync();

        Assert.Equal(["failed/lost.yaml"], Jobs());
        Assert.Contains("namespaces \"nowhere\" not found", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_files_that_name_one_job_run_one_after_the_other()
    {
        Queue(("a.yaml", Job("same")), ("b.yaml", Job("same")));

        var first = await PassAsync();
        Assert.Equal(["processing/a.yaml", "queued/b.yaml"], Jobs());
        Assert.Contains("'queued/a.yaml' names the same Job, 'default/same'", Assert.Single(first.Held).Reason, StringComparison.Ordinal);
        await PassAfterAsync(2);
        await PassAsync();
        await PassAfterAsync(2);

        Assert.Equal(["succeeded/a.yaml", "succeeded/b.yaml"], Jobs());
        Assert.Equal(["same", "same"], Created());
    }

    [Fact]
    public async Task A_foreign_job_of_the_same_name_is_not_touched()
    {
        await CreateAsync("taken");
        Queue(("mine.yaml", Job("taken")));

        var report = await PassAsync();

        Assert.Equal(["failed/mine.yaml"], Jobs());
        Assert.Contains("A Job 'default/taken' exists", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
        Assert.Equal(["taken"], Created());
    }

    [Fact]
    public async Task A_queued_copy_of_a_finished_job_is_held()
    {
        await SucceedAsync("x.yaml");
        Queue(("x.yaml", Job("x")));

        var report = await PassAsync();

        Assert.Equal(["queued/x.yaml", "succeeded/x.yaml"], Jobs());
        Assert.Contains("'succeeded/x.yaml' has the same path", Assert.Single(report.Held).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queued_copy_of_a_finished_job_is_dropped_where_duplicates_are_discarded()
    {
        await SucceedAsync("x.yaml");
        Queue(("x.yaml", Job("x")));
        Options.Duplicates = DuplicatePolicy.Discard;

        await PassAsync();

        Assert.Equal(["succeeded/x.yaml"], Jobs());
        Assert.Equal(["x"], Created());
    }

    [Fact]
    public async Task A_queued_copy_of_a_finished_job_runs_again_where_duplicates_replace()
    {
        await SucceedAsync("x.yaml");
        Queue(("x.yaml", Job("x")));
        Options.Duplicates = DuplicatePolicy.Replace;

        await PassAsync();
        Assert.Equal(["processing/x.yaml"], Jobs());
        await PassAfterAsync(2);

        Assert.Equal(["succeeded/x.yaml"], Jobs());
        Assert.Equal(["x", "x"], Created());
        Assert.Equal(2, Record("x.yaml").Attempts.Count);
    }

    [Fact]
    public async Task No_more_jobs_are_processed_than_allowed()
    {
        Queue(("a.yaml", Job("a")), ("b.yaml", Job("b")), ("c.yaml", Job("c")));
        Options.MaxProcessing = 2;

        await PassAsync();
        Assert.Equal(["processing/a.yaml", "processing/b.yaml", "queued/c.yaml"], Jobs());
        await PassAfterAsync(2);
        await PassAsync();

        Assert.Equal(["processing/c.yaml", "succeeded/a.yaml", "succeeded/b.yaml"], Jobs());
    }

    [Fact]
    public async Task A_forbidden_namespace_fails_the_job()
    {
        Options.AllowedNamespaces.Add("team-a");
        Queue(("x.yaml", Job("x")));

        var report = await PassAsync();

        Assert.Equal(["failed/x.yaml"], Jobs());
        Assert.Contains("default", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
    }

    private async Task SucceedAsync(string path)
    {
        Queue((path, Job(Path.GetFileNameWithoutExtension(path))));
        await PassAsync();
        await PassAfterAsync(2);
    }

    private async Task CreateAsync(string name)
    {
        using var client = new HttpClient(Cluster.CreateHandler()) { BaseAddress = new("http://sandbox") };
        using var body = new StringContent(
            $$$$$"""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"{{{{{name}}}}}"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}""",
            Encoding.UTF8,
            "application/json");
        using var response = await client.PostAsync(new Uri("/apis/batch/v1/namespaces/default/jobs", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }
}
