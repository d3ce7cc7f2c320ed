namespace Goji.Records;

/// <summary>
/// A returned claim, because its Jobs could not be started and a later pass may succeed; or one that was renewed, because the
/// cluster did not answer the request to create them.
/// </summary>
/// <param name="File">The job's path.</param>
/// <param name="Content">The object id of the file's content: an edited file is another matter.</param>
/// <param name="At">When that happened last, by the cluster's clock.</param>
/// <param name="Times">How often it happened in a row.</param>
/// <param name="Reason">Why.</param>
internal sealed record ClaimReturn(string File, string Content, DateTimeOffset At, int Times, string Reason)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>
    /// When the file is claimed again: at once after the first time, if the cluster accepts a dry run; then after pauses
    /// that double up to an hour, because the dry run was misleading.
    /// </summary>
    public DateTimeOffset NextTry => NextAfter(FirstPause);

    /// <summary>When the next try is due: at once after the first one, then after pauses that double up to an hour.</summary>
    /// <param name="firstPause">The pause after the second try.</param>
    public DateTimeOffset NextAfter(TimeSpan firstPause)
    {
        var pause = Times < 2 ? TimeSpan.Zero : firstPause * Math.Pow(2, Math.Min(Times - 2, 20));
        return At + (pause < LongestPause ? pause : LongestPause);
    }
}
