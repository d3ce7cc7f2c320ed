using System.Collections;
using Goji.Records;

namespace Goji.Reporting.Archive;

/// <summary>The attempts of a finished job, kept as the bytes of its run record and read from them whenever they are used.</summary>
/// <param name="block">The records among which the job's is.</param>
/// <param name="index">The index of the record.</param>
/// <param name="claimedAt">When the newest attempt was claimed.</param>
internal sealed class ArchivedAttempts(RecordBlock block, int index, DateTimeOffset claimedAt) : IReadOnlyList<AttemptReport>
{
    /// <summary>When the newest attempt was claimed. The record is not read for it.</summary>
    public DateTimeOffset ClaimedAt => claimedAt;

    public int Count => Read().Length;

    public AttemptReport this[int index] => Read()[index];

    public IEnumerator<AttemptReport> GetEnumerator() => ((IEnumerable<AttemptReport>)Read()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private AttemptReport[] Read() => [.. RunRecordYaml.Read("", block.Read(index)).Attempts.Select(HistoryReader.Report)];
}
