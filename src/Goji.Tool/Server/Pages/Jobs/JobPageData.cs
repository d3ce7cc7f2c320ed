namespace Goji.Tool.Server.Pages.Jobs;

/// <summary>What the page of a job shows beside its history.</summary>
/// <param name="Inspection">What the cluster shows about the newest attempt.</param>
/// <param name="Manifest">The path, the text and whether there is more of it; null where it cannot be read.</param>
/// <param name="LogLines">The last lines of the log.</param>
internal sealed record JobPageData(
    JobInspection Inspection, (string Path, string Text, bool IsCut)? Manifest, IReadOnlyList<string> LogLines)
{
    public static JobPageData Nothing { get; } = new(JobInspection.Nothing, null, []);
}
