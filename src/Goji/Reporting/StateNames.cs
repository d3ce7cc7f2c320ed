namespace Goji.Reporting;

/// <summary>States by the names of their folders.</summary>
internal static class StateNames
{
    public static string Word(this JobState state) => state switch
    {
        JobState.Queued => "queued",
        JobState.Processing => "processing",
        JobState.Succeeded => "succeeded",
        JobState.Failed => "failed",
        _ => "unknown",
    };

    public static string Move(this JobReport job) =>
        job.Before == job.After ? job.After.Word() : $"{job.Before.Word()} -> {job.After.Word()}";

    /// <summary>The place in the queue, such as <c>#3</c>; empty where there is none.</summary>
    public static string Place(this JobReport job) =>
        job.Position is { } position ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{position}") : "";

    /// <summary>Files that do not wait as they are, then those that wait in the order in which they start.</summary>
    public static IEnumerable<JobReport> InStartingOrder(this IEnumerable<JobReport> jobs) => jobs.OrderBy(job => job.Position ?? 0);

    /// <summary>How soon a person at two in the morning wants to read of the state.</summary>
    public static int Urgency(this JobState state) => state switch
    {
        JobState.Failed => 0,
        JobState.Unknown => 1,
        JobState.Processing => 2,
        JobState.Queued => 3,
        _ => 4,
    };

    public static string Count(int number, string noun) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
