using System.Text;
using Goji.Records;

namespace Goji.Tests.Records;

public class RunRecordYamlTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly RunRecord Record = new([
        new("01JD0000000000000000000001", Noon, "build-7, process 42") { Refused = "It has no name: \"x\"\nand no kind." },
        new("01JD0000000000000000000002", Noon.AddHours(1), "yes")
        {
            Cluster = "6f0b0f3e-7c4f-4f4e-9f43-0a3b0c6d5e11",
            ClusterProofs = "namespaces/jobs=8f14e45f keys=ab",
            Jobs =
            [
                new("default", "migrate")
                {
                    Uid = "u-1",
                    Ttl = 0,
                    StartedAt = Noon,
                    FinishedAt = Noon.AddSeconds(3),
                    Outcome = JobOutcome.Failed,
                    Reason = "BackoffLimitExceeded",
                    Message = "container migrate exited with code 3: {\"a\": 1} # no comment \u0007 ü",
                },
                new("default", "123"),
            ],
        },
    ]);

    [Fact]
    public void Written_records_are_read_back_unchanged()
    {
        var read = RunRecordYaml.Read("x", RunRecordYaml.Write(Record));

        Assert.Equal(Record.Attempts[0], read.Attempts[0] with { Jobs = Record.Attempts[0].Jobs });
        Assert.Equal(Record.Attempts[1].Jobs, read.Attempts[1].Jobs);
        Assert.Equal(Record.Attempts[1], read.Attempts[1] with { Jobs = Record.Attempts[1].Jobs });
    }

    [Fact]
    public void A_record_is_readable_YAML()
    {
        var record = new RunRecord([
            new("01JD0000000000000000000001", Noon, "build-7, process 42")
            {
                Jobs = [new("default", "migrate") { Uid = "6f0b", StartedAt = Noon, Outcome = JobOutcome.Succeeded }],
            },
        ]);

        Assert.Equal(
            """
            attempts:
            - id: "01JD0000000000000000000001"
              claimedAt: 2026-11-22T12:00:00Z
              claimedBy: build-7, process 42
              jobs:
              - namespace: default
                name: migrate
                uid: "6f0b"
                startedAt: 2026-11-22T12:00:00Z
                outcome: Succeeded

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(RunRecordYaml.Write(record)));
    }

    [Theory]
    [InlineData("attempts: [", "line")]
    [InlineData("- a", "not one YAML mapping")]
    [InlineData("attempts: {}", "is not a list")]
    [InlineData("attempts: [{id: a}]", "no claimedAt")]
    [InlineData("attempts: [{id: a, claimedAt: 2026-11-22T12:00:00Z}]", "'claimedBy' is missing")]
    [InlineData("attempts: []\nversion: 2", "'version' is not known to this version of Goji")]
    [InlineData("attempts: [{id: a, claimedAt: never, claimedBy: b}]", "never")]
    [InlineData("attempts: [{id: a, claimedAt: 2026-11-22T12:00:00Z, claimedBy: b, jobs: [{namespace: d, name: n, outcome: Great}]}]", "'Great'")]
    public void A_damaged_record_is_refused_with_its_path_and_the_reason(string text, string reason)
    {
        var exception = Assert.Throws<RunRecordException>(() => RunRecordYaml.Read(".goji/runs/x.yaml", Encoding.UTF8.GetBytes(text)));

        Assert.Contains("'.goji/runs/x.yaml'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Invalid_utf8_is_a_damaged_record() =>
        Assert.Throws<RunRecordException>(() => RunRecordYaml.Read("x", [0x61, 0xff, 0xfe]));

    [Fact]
    public void A_record_keeps_its_newest_hundred_attempts()
    {
        var record = RunRecord.Empty;
        for (var i = 0; i < 105; i++)
        {
            record = record.With(new(RunId.New(Noon.AddSeconds(i)), Noon, "r"));
        }

        Assert.Equal(RunRecord.MaxAttempts, record.Attempts.Count);
        Assert.Equal(record.Attempts.OrderBy(attempt => attempt.Id, StringComparer.Ordinal), record.Attempts);
    }
}
