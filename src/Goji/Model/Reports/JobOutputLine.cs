namespace Goji;

/// <summary>A line that a container of a followed Job has written.</summary>
/// <param name="File">The job file.</param>
/// <param name="Source">The shortest name of the container that is unambiguous: the job file, with the Job, the pod or the container where
/// there are several.</param>
/// <param name="Text">The line, of one line.</param>
public sealed record JobOutputLine(string File, string Source, string Text)
{
    /// <summary>Gets the pod's name.</summary>
    public string Pod { get; init; } = "";

    /// <summary>Gets the container's name.</summary>
    public string Container { get; init; } = "";

    /// <summary>Gets when the line was written, by the clock of its node.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Gets the line with the colours that its container gave it, for a terminal; null where it has none.</summary>
    internal string? Coloured { get; init; }

    /// <summary>Gets a value indicating whether the next line follows at once. What shows lines may wait for it.</summary>
    internal bool HasMore { get; init; }

    /// <summary>Shows the line with its source in front.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Source} │ {Text}";
}
