namespace Goji.Sandbox.Jobs;

/// <summary>How a Job has ended, or will once its pods are gone.</summary>
internal sealed record JobVerdict(bool IsSuccess, string Reason, string Message, DateTimeOffset Decided)
{
    /// <summary>Gets when the final condition was set; null while pods are still ending.</summary>
    public DateTimeOffset? Enacted { get; init; }
}
