using System.Text;
using CsCheck;
using Goji.Records;

namespace Goji.Tests.Records;

/// <summary>Records are read in two ways, which must never differ: line by line where Goji wrote them, as YAML where a person has edited them.</summary>
public class ReadingWrittenRecords
{
    private static readonly Gen<string> Words = Gen.OneOf(
        AnyOf("default", "yes", "No", "null", "on", "a", "7", "0x1F", "1e3", "2026-11-22", "a: b", "a #b", "a:b", " x", "x ", "-", "\"", "\\", "{}", "ü", "\n", "\u2028", "", "true story", "x.", "x:", "~", "0123"),
        Gen.String[Gen.Char[' ', '~'], 0, 20],
        Gen.String);

    private static readonly Gen<DateTimeOffset> Times = Gen.Long[0, 4_000_000_000].Select(DateTimeOffset.FromUnixTimeSeconds);

    private static readonly Gen<JobRun> Runs =
        from space in Words.Where(word => word.Length > 0)
        from name in Words.Where(word => word.Length > 0)
        from uid in Words.Null()
        from ttl in Gen.Int.NonNegative.Nullable()
        from started in Times.Nullable()
        from finished in Times.Nullable()
        from outcome in AnyOf<JobOutcome?>(null, JobOutcome.Succeeded, JobOutcome.Failed, JobOutcome.Unknown)
        from reason in Words.Null()
        from message in Words.Null()
        select new JobRun(space, name) { Uid = uid, Ttl = ttl, StartedAt = started, FinishedAt = finished, Outcome = outcome, Reason = reason, Message = message };

    private static readonly Gen<Attempt> Attempts =
        from id in Words.Where(word => word.Length > 0)
        from at in Times
        from runner in Words.Where(word => word.Length > 0)
        from cluster in Words.Null()
        from proofs in Words.Null()
        from refused in Words.Null()
        from jobs in Runs.List[0, 3]
        select new Attempt(id, at, runner) { Cluster = cluster, ClusterProofs = proofs, Refused = refused, Jobs = jobs };

    private static readonly Gen<RunRecord> Records = Attempts.List[0, 3].Select(attempts => new RunRecord(attempts));

    [Fact]
    public void Both_readers_agree_on_what_Goji_writes() => Records.Sample(record =>
    {
        // Text that is no Unicode cannot be written at all.
        if (TryWriting(record) is { } written)
        {
            AssertAlike(written);
        }
    });

    [Fact]
    public void Both_readers_agree_on_damaged_records() =>
        Gen.Select(Records, Gen.Int.NonNegative, Gen.Byte, Gen.Int[0, 2]).Sample((record, place, letter, how) =>
        {
            if (TryWriting(record) is not { Length: > 0 } written)
            {
                return;
            }

            place %= written.Length;
            AssertAlike(how switch
            {
                0 => [.. written[..place], letter, .. written[(place + 1)..]],
                1 => [.. written[..place], letter, .. written[place..]],
                _ => [.. written[..place], .. written[(place + 1)..]],
            });
        });

    [Fact]
    public void Usual_records_need_no_YAML_reader()
    {
        var noon = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        var record = new RunRecord(
        [
            new("01JD0000000000000000000001", noon, "build-7, process 42, pass 0a1b2c3d, https://ci.example.com/jobs/1234")
            {
                Cluster = "6f0b0f3e-7c4f-4f4e-9f43-0a3b0c6d5e11",
                ClusterProofs = "namespaces/jobs=8f14e45f keys=ab",
                Jobs =
                [
                    new("default", "migrate") { Uid = "6f0b", Ttl = 600, StartedAt = noon, FinishedAt = noon, Outcome = JobOutcome.Failed, Reason = "BackoffLimitExceeded", Message = "Container 'main' of pod 'migrate-x' exited with code 3." },
                    new("default", "123"),
                ],
            },
        ]);

        Assert.NotNull(RunRecordLines.Read(RunRecordYaml.Write(record)));
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static byte[]? TryWriting(RunRecord record)
    {
        try
        {
            return RunRecordYaml.Write(record);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    private static void AssertAlike(byte[] content)
    {
        if (RunRecordLines.Read(content) is not { } byLines)
        {
            return;
        }

        var byYaml = RunRecordYaml.ReadAnyYaml("x", content);
        Assert.Equal(byYaml.Attempts.Count, byLines.Attempts.Count);
        foreach (var (expected, actual) in byYaml.Attempts.Zip(byLines.Attempts))
        {
            Assert.Equal(expected.Jobs, actual.Jobs);
            Assert.Equal(expected, actual with { Jobs = expected.Jobs });
        }
    }
}
