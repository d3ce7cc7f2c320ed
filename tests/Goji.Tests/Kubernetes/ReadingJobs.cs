using System.Text;
using System.Text.Json;
using Goji.Kubernetes.Jobs;
using Goji.Ports;

namespace Goji.Tests.Kubernetes;

public class ReadingJobs
{
    private const string Whole = """
        {"apiVersion": "batch/v1", "kind": "Job",
         "status": {"active": 2, "ready": 1, "succeeded": 3, "failed": 4, "failedIndexes": "1,3-5", "startTime": "2026-11-22T12:00:01Z",
                    "conditions": [{"type": "Suspended", "status": "False", "reason": "JobResumed", "message": "Job resumed", "lastTransitionTime": "2026-11-22T12:00:00Z"}]},
         "metadata": {"name": "a\u0062c", "namespace": "team", "uid": "u-1", "resourceVersion": "7", "creationTimestamp": "2026-11-22T12:00:00Z",
                      "deletionTimestamp": "2026-11-22T13:00:00Z", "finalizers": ["foregroundDeletion"], "managedFields": [{"fieldsV1": {"f:metadata": {}}}],
                      "ownerReferences": [{"kind": "CronJob", "name": "nightly"}],
                      "labels": {"goji.run/id": "01X", "goji.run/repository": "r", "kueue.x-k8s.io/queue-name": "q", "name": "label"},
                      "annotations": {"goji.run/file": "a/b.yaml", "uid": "annotation"}},
         "spec": {"activeDeadlineSeconds": 60, "ttlSecondsAfterFinished": 5, "completions": 9, "suspend": true, "managedBy": "example.com/other",
                  "template": {"metadata": {"name": "template"}, "spec": {"containers": [{"name": "main"}]}}}}
        """;

    [Fact]
    public void Every_field_is_read_in_any_order_and_only_where_it_belongs()
    {
        var job = Read(Whole);

        Assert.Equal(("team", "abc", "u-1", "7"), (job.Namespace, job.Name, job.Uid, job.Version));
        Assert.Equal(("01X", "r", "a/b.yaml", "q", "example.com/other"), (job.RunId, job.RepositoryId, job.File, job.LocalQueue, job.Manager));
        Assert.Equal((At("12:00:00"), At("12:00:01"), At("13:00:00"), At("12:01:01")), (job.CreatedAt, job.StartedAt, job.DeletionAt, job.DeadlineAt));
        Assert.Equal((2, 1, 3, 4, "1,3-5"), (job.Active, job.Ready, job.Succeeded, job.Failed, job.FailedIndexes));
        Assert.Equal((5, 9, true), (job.Ttl, job.Completions, job.IsSuspended));
        Assert.Equal(["CronJob 'nightly'"], job.Owners);
        Assert.Equal(["foregroundDeletion"], job.Finalizers);
        Assert.Equal([new("Suspended", "False", "JobResumed", "Job resumed", At("12:00:00"))], job.Conditions);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"metadata": null, "spec": null, "status": null}""")]
    [InlineData("""{"metadata": [{"name": "x"}], "spec": "text", "status": 7}""")]
    [InlineData("""{"metadata": {"name": 1, "namespace": {"name": "x"}, "uid": null, "labels": ["goji.run/id"], "annotations": null, "ownerReferences": {"kind": "x"}, "finalizers": null, "creationTimestamp": "yesterday"}}""")]
    [InlineData("""{"spec": {"suspend": "true", "completions": "3", "ttlSecondsAfterFinished": 1.5, "managedBy": {}, "activeDeadlineSeconds": []}}""")]
    [InlineData("""{"status": {"active": null, "ready": null, "failedIndexes": "", "conditions": {"type": "Complete"}, "startTime": ""}}""")]
    [InlineData("""{"spec": {"managedBy": "kubernetes.io/job-controller"}, "metadata": {"labels": {"kueue.x-k8s.io/queue-name": ""}}}""")]
    public void Field_that_is_missing_or_of_another_type_is_as_if_it_were_not_there(string json)
    {
        var job = Read(json);

        var nothing = Read("{}");
        Assert.Equal(nothing with { Owners = job.Owners, Finalizers = job.Finalizers, Conditions = job.Conditions }, job);
        Assert.Empty(job.Owners);
        Assert.Empty(job.Finalizers);
        Assert.Empty(job.Conditions);
    }

    [Fact]
    public void Jobs_of_a_list_share_texts_only_where_they_are_equal()
    {
        var page = $$"""{"metadata": {"continue": "more"}, "items": [{{Whole}}, {{Whole.Replace("\"team\"", "\"other\"", StringComparison.Ordinal)}}, null, {{Whole}}, {"metadata": {"name": "bare"} }], "kind": "JobList"}""";

        var jobs = JobJson.ReadList(Encoding.UTF8.GetBytes(page));

        Assert.Equal(["team/abc", "other/abc", "team/abc", "/bare"], jobs.Select(job => $"{job.Namespace}/{job.Name}"));
        Assert.Same(jobs[0].RepositoryId, jobs[1].RepositoryId);
        Assert.Null(jobs[3].RepositoryId);
        Assert.Equal("more", JobJson.ContinuationOf(Encoding.UTF8.GetBytes(page)));
    }

    [Theory]
    [InlineData("""{"kind": "JobList", "metadata": {"resourceVersion": "1"}, "items": [{"metadata": {"continue": "of an item"}}]}""")]
    [InlineData("""{"kind": "JobList", "metadata": {"continue": ""}}""")]
    [InlineData("""{"kind": "JobList", "metadata": {"continue": null}}""")]
    [InlineData("""{"kind": "JobList", "items": []}""")]
    public void Last_page_has_no_continuation(string page) => Assert.Null(JobJson.ContinuationOf(Encoding.UTF8.GetBytes(page)));

    [Fact]
    public void Job_that_is_deeper_than_a_reader_allows_by_default_is_read()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100);

        Assert.Equal("x", Read($$"""{"spec": {"template": {{deep}} }, "metadata": {"name": "x"} }""").Name);
    }

    [Fact]
    public void Text_that_breaks_off_is_no_list() =>
        Assert.ThrowsAny<JsonException>(() => JobJson.ReadList(Encoding.UTF8.GetBytes("""{"kind": "JobList", "items": [{"metadata": {"name": "a"}}]""")));

    private static ObservedJob Read(string json) => JobJson.Read(Encoding.UTF8.GetBytes(json));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-22T{time}Z", System.Globalization.CultureInfo.InvariantCulture);
}
