namespace Goji.Manifests;

/// <summary>When a job file may start, by the annotations of its Jobs.</summary>
internal sealed record JobSteering
{
    public static JobSteering None { get; } = new();

    /// <summary>The paths of the job files that must have succeeded first.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The groups of which only a limited number of files may be in processing.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Higher ones start first.</summary>
    public int Priority { get; init; }

    /// <summary>The time before which it does not start.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The time after which it is not started any more.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The reason to cancel the file; null for none.</summary>
    public string? Cancel { get; init; }

    /// <summary>An annotation on any Job of a file counts for the file: all of the conditions must hold.</summary>
    public JobSteering With(JobSteering other) => new()
    {
        Cancel = Cancel ?? other.Cancel,
        After = [.. After.Union(other.After)],
        Groups = [.. Groups.Union(other.Groups)],
        Priority = other.Priority != 0 && (Priority == 0 || other.Priority > Priority) ? other.Priority : Priority,
        NotBefore = other.NotBefore > NotBefore || NotBefore is null ? other.NotBefore ?? NotBefore : NotBefore,
        Expires = other.Expires < Expires || Expires is null ? other.Expires ?? Expires : Expires,
    };
}
