namespace Goji.Model;

/// <summary>The names of the state folders.</summary>
internal static class StateFolders
{
    /// <summary>The names of each state's folder. The first is the standard one; a repository may have another.</summary>
    public static IReadOnlyDictionary<JobState, string[]> Names { get; } = new Dictionary<JobState, string[]>
    {
        [JobState.Queued] = ["queued"],
        [JobState.Processing] = ["processing", "process"],
        [JobState.Succeeded] = ["succeeded", "succeed"],
        [JobState.Failed] = ["failed"],
        [JobState.Unknown] = ["unknown"],
    };

    /// <summary>The names of all states' folders.</summary>
    public static IEnumerable<string> All => Names.Values.SelectMany(names => names);
}
