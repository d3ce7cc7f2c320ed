using System.Text;
using Goji.Ports;

namespace Goji.Git.Initializing;

/// <summary>The files of a new jobs repository.</summary>
internal static class Scaffold
{
    public const string Message = "Scaffold the jobs repository";

    private const string Readme = """
        # Jobs

        One-off Kubernetes Jobs, run by Goji. A job's state is the folder that its manifest lies in:

        - `queued/`: commit a Job manifest here, and the next pass starts it
        - `processing/`: started, and not finished yet
        - `succeeded/`: complete
        - `failed/`: failed, or refused
        - `unknown/`: started once, and no longer there to be judged

        Goji moves the files and commits each move. To run a job again, move its file back to `queued/`.

        """;

    public static IReadOnlyList<TreeChange> Files { get; } =
    [
        new TreeChange.Write("README.md", Encoding.UTF8.GetBytes(Readme.ReplaceLineEndings("\n"))),
        .. Keep(Enum.GetValues<JobState>().Select(state => state.ToString().ToLowerInvariant())),
    ];

    public static IEnumerable<TreeChange> Keep(IEnumerable<string> folders) =>
        folders.Select(folder => new TreeChange.Write($"{folder}/.gitkeep", []));
}
