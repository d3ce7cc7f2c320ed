using System.Globalization;
using System.Text;

namespace Goji.Testing;

/// <summary>A bare repository that clones share, and a person beside it who commits with the git program.</summary>
public sealed class BareOrigin
{
    private readonly string desk;

    private BareOrigin(string path, string branch)
    {
        Path = path;
        Branch = branch;
        desk = path + ".desk";
    }

    public static IReadOnlyList<string> StateFolders { get; } = ["queued", "processing", "succeeded", "failed", "unknown"];

    public string Path { get; }

    public string Branch { get; }

    /// <summary>The id of the branch's tip.</summary>
    public string Tip => Git("rev-parse", $"refs/heads/{Branch}");

    /// <summary>The paths of the tip's files, in git's order.</summary>
    public IReadOnlyList<string> Files => Git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", Branch).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Makes an origin whose first commit holds the five state folders, each with a .gitkeep.</summary>
    public static BareOrigin WithStateFolders(TemporaryDirectory place, string branch = "master", string prefix = "")
    {
        var origin = Empty(place, branch);
        origin.Commit("Set up", [.. StateFolders.Select(folder => ($"{prefix}{folder}/.gitkeep", ""))]);
        return origin;
    }

    /// <summary>Makes an origin without commits.</summary>
    public static BareOrigin Empty(TemporaryDirectory place, string branch = "master")
    {
        var origin = new BareOrigin(place[$"origin-{Guid.NewGuid():N}.git"], branch);
        GitProgram.Run(place.Path, "init", "-q", "--bare", "-b", branch, origin.Path);
        return origin;
    }

    /// <summary>Runs git in the bare repository.</summary>
    public string Git(params string[] arguments) => GitProgram.Run(Path, arguments);

    /// <summary>Commits files as a person would and pushes them; a null content deletes the file. Returns the commit's id.</summary>
    public string Commit(string message, params (string Path, string? Content)[] files)
    {
        RefreshDesk();
        foreach (var (path, content) in files)
        {
            var file = System.IO.Path.Combine(desk, path);
            if (content is null)
            {
                File.Delete(file);
            }
            else
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
                File.WriteAllText(file, content);
            }
        }

        GitProgram.Run(desk, "add", "-A", "-f");
        GitProgram.Run(desk, "commit", "-q", "--allow-empty", "-m", message);
        GitProgram.Run(desk, "push", "-q", "origin", $"HEAD:refs/heads/{Branch}");
        return Tip;
    }

    /// <summary>Clones with the git program and returns the clone's folder.</summary>
    public string Clone(string folder, params string[] options)
    {
        GitProgram.Run(Path, ["clone", "-q", .. options, Path, folder]);
        return folder;
    }

    /// <summary>Adds commits to the branch quickly, each with a note that the next one changes.</summary>
    public void GrowHistory(int commits)
    {
        var stream = new StringBuilder();
        for (var number = 1; number <= commits; number++)
        {
            stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/{Branch}\ncommitter A Person <person@example.com> {1_700_000_000 + number} +0000\ndata 4\nnote\n");
            stream.Append(number == 1 ? $"from refs/heads/{Branch}^0\n" : "");
            stream.Append(CultureInfo.InvariantCulture, $"M 100644 inline history\ndata {number.ToString(CultureInfo.InvariantCulture).Length}\n{number}\n");
        }

        GitProgram.Feed(Path, stream.ToString(), "fast-import", "--quiet");
    }

    /// <summary>The content of a file at the branch's tip.</summary>
    public string Show(string path) => Git("show", $"{Branch}:{path}");

    private void RefreshDesk()
    {
        if (!Directory.Exists(desk))
        {
            GitProgram.Run(Path, "clone", "-q", Path, desk);
        }
        else if (Git("for-each-ref", $"refs/heads/{Branch}").Length > 0)
        {
            GitProgram.Run(desk, "fetch", "-q", "origin");
            GitProgram.Run(desk, "reset", "-q", "--hard", $"origin/{Branch}");
        }
    }
}
