using System.Text;
using Goji.Kubernetes.Jobs;
using Goji.Passes.Ledger;
using Goji.Passes.Observing;
using Goji.Ports;
using Goji.Records;

namespace Goji.Tests.Passes.Observing;

/// <summary>Each line is a status from an API server, and the expected verdict.</summary>
public class VerdictTests
{
    private const string Complete = """{"type":"Complete","status":"True","reason":"CompletionsReached","lastTransitionTime":"2026-11-22T12:00:05Z"}""";
    private const string Failed = """{"type":"Failed","status":"True","reason":"BackoffLimitExceeded","message":"Job has reached the specified backoff limit"}""";

    [Theory]
    [InlineData("no status yet", "{}", "{}", JobState.Processing, "")]
    [InlineData("running", "{}", """{"active":1}""", JobState.Processing, "")]
    [InlineData("one pod failed, retries left", "{}", """{"active":0,"failed":1}""", JobState.Processing, "")]
    [InlineData("all pods succeeded, no condition yet", "{}", """{"succeeded":1}""", JobState.Processing, "")]
    [InlineData("complete", "{}", $$"""{"conditions":[{{Complete}}]}""", JobState.Succeeded, "CompletionsReached")]
    [InlineData("failed", "{}", $$"""{"conditions":[{{Failed}}]}""", JobState.Failed, "BackoffLimitExceeded")]
    [InlineData("complete with status False", "{}", """{"conditions":[{"type":"Complete","status":"False"}]}""", JobState.Processing, "")]
    [InlineData("failed with status Unknown", "{}", """{"conditions":[{"type":"Failed","status":"Unknown"}]}""", JobState.Processing, "")]
    [InlineData("success criteria met", "{}", """{"conditions":[{"type":"SuccessCriteriaMet","status":"True","reason":"SuccessPolicy"}]}""", JobState.Processing, "SuccessPolicy")]
    [InlineData("failure target", "{}", """{"conditions":[{"type":"FailureTarget","status":"True","reason":"PodFailurePolicy"}]}""", JobState.Processing, "PodFailurePolicy")]
    [InlineData("suspended", """{"suspend":true}""", """{"conditions":[{"type":"Suspended","status":"True"}]}""", JobState.Processing, "Suspended")]
    [InlineData("resumed", "{}", """{"active":1,"conditions":[{"type":"Suspended","status":"False","reason":"JobResumed"}]}""", JobState.Processing, "")]
    [InlineData("completed after a suspension", "{}", $$"""{"conditions":[{"type":"Suspended","status":"False"},{{Complete}}]}""", JobState.Succeeded, "CompletionsReached")]
    public void Verdict_comes_from_the_conditions(string situation, string spec, string status, JobState state, string reason)
    {
        var verdict = Verdict.Of(Job("{}", spec, status));

        Assert.True((Outcomes.Of(state), reason) == (verdict.Outcome, verdict.Reason), $"{situation}: {verdict}");
    }

    [Fact]
    public void A_finished_job_that_its_ttl_is_deleting_keeps_its_verdict()
    {
        var job = Job("""{"deletionTimestamp":"2026-11-22T12:00:06Z"}""", "{}", $$"""{"conditions":[{{Complete}}]}""");

        Assert.Equal(JobOutcome.Succeeded, Verdict.Of(job).Outcome);
    }

    [Fact]
    public void A_job_that_is_deleted_before_its_end_is_still_processing()
    {
        var job = Job("""{"deletionTimestamp":"2026-11-22T12:00:06Z"}""", "{}", """{"active":1}""");

        Assert.Equal(new Verdict(null, "Deleting", "The Job is being deleted."), Verdict.Of(job));
    }

    [Fact]
    public void The_verdict_has_the_time_at_which_the_job_finished()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 12, 0, 5, TimeSpan.Zero), Verdict.Of(Job("{}", "{}", $$"""{"conditions":[{{Complete}}]}""")).FinishedAt);
    }

    [Theory]
    [InlineData("""{"managedBy":"example.com/other"}""", "No pod is active. The controller 'example.com/other' manages this Job (spec.managedBy); check that it runs.")]
    [InlineData("""{"managedBy":"kubernetes.io/job-controller"}""", "No pod is active.")]
    [InlineData("{}", "No pod is active.")]
    public void A_job_without_pods_names_a_controller_that_is_not_kubernetes_own(string spec, string message)
    {
        Assert.Equal(message, Verdict.Of(Job("{}", spec, "{}")).Message);
    }

    [Theory]
    [InlineData("""{"failedIndexes":"1,3-5",""", "Job has reached the specified backoff limit (failed indexes: 1,3-5)")]
    [InlineData("""{"failedIndexes":"",""", "Job has reached the specified backoff limit")]
    public void Failed_indexes_are_named(string status, string message)
    {
        Assert.Equal(message, Verdict.Of(Job("{}", "{}", status + $$"""  "conditions":[{{Failed}}]}""")).Message);
    }

    [Fact]
    public void Verdict_without_a_reason_of_the_cluster_is_the_name_of_the_Job()
    {
        var run = new JobRun("default", "a") { Uid = "u", Outcome = JobOutcome.Failed };

        Assert.Equal("Job default/a", AttemptReasonText.Of(new Attempt("r", default, "") { Jobs = [run, run with { Name = "b", Reason = "X" }] }).Split(';')[0]);
    }

    private static ObservedJob Job(string metadata, string spec, string status) =>
        JobJson.Read(Encoding.UTF8.GetBytes($$"""{"metadata":{{metadata}},"spec":{{spec}},"status":{{status}}}"""));
}
