namespace Goji;

/// <summary>One job file and what became of it so far.</summary>
/// <param name="File">The path below the state folder: the job's identity.</param>
/// <param name="State">The state, which is the folder that the file is in.</param>
/// <param name="Attempts">The attempts that its run record keeps, oldest first: the newest 100. Empty where it was never claimed or
/// refused.</param>
public sealed record JobHistory(string File, JobState State, IReadOnlyList<AttemptReport> Attempts)
{
    /// <summary>Gets a note about this entry, such as that its run record cannot be read. Empty for none.</summary>
    public string Note { get; init; } = "";

    /// <summary>Gets the id of the run record's content; null where there is no record.</summary>
    internal string? RecordId { get; init; }
}
