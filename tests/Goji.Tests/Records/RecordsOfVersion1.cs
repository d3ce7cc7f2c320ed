using System.Text;
using Goji.Records;

namespace Goji.Tests.Records;

/// <summary>Run records that version 1.0.0 has written.</summary>
public sealed class RecordsOfVersion1
{
    private static readonly DateTimeOffset Started = Version1.Claimed.AddSeconds(2);

    public static TheoryData<string> Paths { get; } =
    [
        .. Version1.Files.Keys.Where(path => path.StartsWith(RunRecord.PathOf(""), StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Records_have_all_their_fields()
    {
        var failures = Version1.Record("db/migrate.yaml").Attempts;
        Assert.Equal(["01M8FMCAFFGZBS0YZV80Z59X24", "01M8FMCRE0PD4ES4183Q7PZ9ET"], failures.Select(attempt => attempt.Id));
        Assert.Equal(
            (Version1.Claimed, "build-7, process 17706, pass 4f5ed264, https://ci.example.com/builds/1"),
            (failures[0].ClaimedAt, failures[0].ClaimedBy));
        Assert.Equal("d9397906-001b-468e-98ba-965d4c5c2a79", failures[0].Cluster);
        Assert.Equal(
            new JobRun("default", "migrate")
            {
                Uid = "46ecc586-012e-4d6c-ad56-55b90ca6397d",
                StartedAt = Started,
                FinishedAt = Started.AddSeconds(1),
                Outcome = JobOutcome.Failed,
                Reason = "BackoffLimitExceeded",
                Message = "Job has reached the specified backoff limit. Container 'main' of pod 'migrate-vrxht' exited with code 3.",
            },
            Assert.Single(failures[0].Jobs));

        Assert.Equal(JobOutcome.Succeeded, Assert.Single(Newest("report.yaml").Jobs).Outcome);
        Assert.Equal((JobOutcome.Unknown, "Gone"), (Newest("lost.yaml").Jobs[0].Outcome, Newest("lost.yaml").Jobs[0].Reason));
        Assert.StartsWith(
            "'refused.yaml', line 1: The name 'Not_A_Name' is no valid name",
            Newest("refused.yaml").Refused,
            StringComparison.Ordinal);
        Assert.Equal(
            new JobRun("default", "clean-up") { Uid = "10c40d64-064d-4a68-aaf4-db9440c20a57", Ttl = 600, StartedAt = Started },
            Assert.Single(Newest("clean-up.yaml").Jobs));
        Assert.StartsWith("ca:1bbeb0b5", Newest("nightly/export.yaml").ClusterProofs, StringComparison.Ordinal);
        Assert.StartsWith("ca:1bbeb0b5", Newest("mirror.yaml").Cluster, StringComparison.Ordinal);
        Assert.Equal(new JobRun("default", "stale"), Assert.Single(Newest("stale.yaml").Jobs));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Record_is_written_as_it_was_read(string path)
    {
        var content = Encoding.UTF8.GetBytes(Version1.Files[path]);

        Assert.NotNull(RunRecordLines.Read(content));
        Assert.Equal(Version1.Files[path], Encoding.UTF8.GetString(RunRecordYaml.Write(RunRecordYaml.ReadAnyYaml(path, content))));
    }

    private static Attempt Newest(string job) => Version1.Record(job).Newest!;
}
