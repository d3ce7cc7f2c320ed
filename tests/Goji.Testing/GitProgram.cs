using System.Diagnostics;
using System.Text;

namespace Goji.Testing;

/// <summary>The git program, used by tests as a reader (and as the person at the keyboard) that shares no code with Goji.</summary>
public static class GitProgram
{
    /// <summary>Runs git in a folder and returns what it printed; a failure throws with git's own words.</summary>
    public static string Run(string workingDirectory, params string[] arguments) => Feed(workingDirectory, null, arguments);

    /// <summary>Runs git with a text as its standard input.</summary>
    public static string Feed(string workingDirectory, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = workingDirectory };
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_AUTHOR_NAME"] = start.Environment["GIT_COMMITTER_NAME"] = "A Person";
        start.Environment["GIT_AUTHOR_EMAIL"] = start.Environment["GIT_COMMITTER_EMAIL"] = "person@example.com";

        var (exitCode, output, error) = ChildProcess.Run(start, input is null ? null : Encoding.UTF8.GetBytes(input));
        return exitCode == 0
            ? output.TrimEnd()
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: exit code {exitCode}: {error}{output}");
    }
}
