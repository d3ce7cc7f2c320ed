using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Recording;

/// <summary>What a pass has found out about a file, beside what the tip has of it.</summary>
/// <param name="Update">What the pass has found out.</param>
/// <param name="Record">The run record.</param>
/// <param name="File">The file in processing; null where it is not there.</param>
internal sealed record RecordedFile(FileUpdate Update, RunRecord Record, JobFile? File)
{
    public string Path => Update.Path;

    /// <summary>The attempt as it is recorded; null where it is not.</summary>
    public Attempt? Attempt { get; } = Record.Find(Update.Attempt.Id);

    /// <summary>What is known of the attempt. Another runner may know more.</summary>
    public Attempt Merged { get; } = Record.Find(Update.Attempt.Id)?.Merge(Update.Attempt) ?? Update.Attempt;

    /// <summary>Whether there is a newer attempt, to which the file belongs.</summary>
    public bool IsSuperseded => Attempt is not null && Attempt.Id != Record.Newest!.Id;
}
