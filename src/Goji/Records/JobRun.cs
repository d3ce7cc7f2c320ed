using System.Buffers;

namespace Goji.Records;

/// <summary>One Kubernetes Job of an attempt, as the run record has it.</summary>
internal sealed record JobRun(string Namespace, string Name)
{
    private const int MaxName = 253;

    private static readonly SearchValues<char> OfNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    private static readonly SearchValues<char> OfIds = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>The reason of a Job that was given up because its pods could not start.</summary>
    public const string Stuck = "Stuck";

    /// <summary>The reason of a Job that was ended because its file was cancelled.</summary>
    public const string Cancelled = "Cancelled";

    /// <summary>
    /// The reason of a Job without verdict whose cancel is requested, where no file can carry the request. The message has the words.
    /// </summary>
    public const string CancelRequested = "CancelRequested";

    /// <summary>The reason of a Job that was not created before its file left processing.</summary>
    public const string NotStarted = "NotStarted";

    /// <summary>The reason of a Job that the cluster, or a rule of Goji's, has refused.</summary>
    public const string Refused = "Refused";

    /// <summary>The Job's UID; null until its creation is known.</summary>
    public string? Uid { get; init; }

    /// <summary>The author's <c>ttlSecondsAfterFinished</c>, or the cluster's, withheld until the verdict is pushed.</summary>
    public int? Ttl { get; init; }

    /// <summary>
    /// Whether it has its verdict, but its TTL is not restored yet or, if it was stuck, it is not deleted yet.
    /// </summary>
    public bool IsUnsettled =>
        this is { Uid: not null, Outcome: JobOutcome.Succeeded or JobOutcome.Failed }
            && (Reason == Stuck || (Ttl is not null && Reason != Cancelled));

    /// <summary>Whether it is not known to exist, and has no verdict.</summary>
    public bool IsUnstarted => this is { Uid: null, Outcome: null };

    /// <summary>Whether its verdict is that it was never created. That is valid only for the claim that was current then.</summary>
    public bool IsNeverStarted => this is { Uid: null, Reason: Cancelled or NotStarted, Outcome: not null };

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How the Job ended; null while it has no verdict.</summary>
    public JobOutcome? Outcome { get; init; }

    /// <summary>The same as a state of a job: processing while it has no verdict.</summary>
    public JobState State => Outcome switch
    {
        null => JobState.Processing,
        JobOutcome.Succeeded => JobState.Succeeded,
        JobOutcome.Failed => JobState.Failed,
        _ => JobState.Unknown,
    };

    public string? Reason { get; init; }

    /// <summary>The verdict's reason in a sentence; before the verdict, what may delete the Job early. Null for neither.</summary>
    public string? Message { get; init; }

    /// <summary>
    /// Whether its names and its UID are such as Kubernetes gives. Everybody who may push can edit a record, and the values become parts of
    /// requests.
    /// </summary>
    public bool IsWellFormed => IsName(Namespace) && IsName(Name) && (Uid is null || IsId(Uid));

    /// <summary>Whether a text may be a UID or a run id.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= MaxName && !text.AsSpan().ContainsAnyExcept(OfIds);

    private static bool IsName(string text) => text.Length is > 0 and <= MaxName
        && char.IsAsciiLetterOrDigit(text[0])
        && !text.AsSpan().ContainsAnyExcept(OfNames);

    /// <summary>The Job with the verdict that it is refused.</summary>
    public JobRun Refuse(string message) => this with { Outcome = JobOutcome.Failed, Reason = Refused, Message = message };

    /// <summary>Namespace and name, the way kubectl users write it.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}
