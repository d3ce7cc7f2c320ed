using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Goji.Testing;

/// <summary>A bare repository that clones share, and another person who commits to it with the git program.</summary>
public sealed class BareOrigin
{
    // Thousands of tests begin with the same repository: git makes it once in each process, and then its files are written again.
    private static readonly ConcurrentDictionary<(string Branch, string? Prefix), Lazy<FolderCopy>> Prepared = new();

    private BareOrigin(string path, string branch)
    {
        Path = path;
        Branch = branch;
    }

    public static IReadOnlyList<string> StateFolders { get; } = ["queued", "processing", "succeeded", "failed", "unknown"];

    public string Path { get; }

    public string Branch { get; }

    /// <summary>The id of the branch's tip.</summary>
    public string Tip => Git("rev-parse", $"refs/heads/{Branch}");

    /// <summary>The paths of the tip's files, in git's order.</summary>
    public IReadOnlyList<string> Files => Git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", Branch).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Makes an origin whose first commit holds the five state folders, each with a .gitkeep.</summary>
    public static BareOrigin WithStateFolders(TemporaryDirectory place, string branch = "master", string prefix = "") => Copy(place, branch, prefix);

    /// <summary>Makes an origin without commits.</summary>
    public static BareOrigin Empty(TemporaryDirectory place, string branch = "master") => Copy(place, branch, prefix: null);

    /// <summary>Runs git in the bare repository.</summary>
    public string Git(params string[] arguments) => GitProgram.Run(Path, arguments);

    /// <summary>
    /// Commits files on the branch with the git program, as another person who has pushed; a null content deletes the file. Hooks do not run.
    /// Returns the commit's id.
    /// </summary>
    public string Commit(string message, params (string Path, string? Content)[] files)
    {
        var stream = new StringBuilder();
        stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/{Branch}\nmark :1\ncommitter A Person <person@example.com> now\n");
        Append(message + "\n");
        stream.Append(HasBranch ? $"from refs/heads/{Branch}^0\n" : "");
        foreach (var (path, content) in files)
        {
            stream.Append(content is null ? $"D {Quoted(path)}\n" : $"M 100644 inline {Quoted(path)}\n");
            if (content is not null)
            {
                Append(content);
            }
        }

        stream.Append("\nget-mark :1\n");
        return GitProgram.Feed(Path, stream.ToString(), "fast-import", "--quiet", "--date-format=now");

        void Append(string text) => stream.Append(CultureInfo.InvariantCulture, $"data {Encoding.UTF8.GetByteCount(text)}\n{text}\n");
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

    private bool HasBranch =>
        File.Exists(System.IO.Path.Combine(Path, "refs", "heads", Branch))
        || (System.IO.Path.Combine(Path, "packed-refs") is var packed && File.Exists(packed)
            && File.ReadLines(packed).Any(line => line.EndsWith($" refs/heads/{Branch}", StringComparison.Ordinal)));

    /// <summary>A path as git reads it from a stream: as it is, or quoted where a character of it has a meaning there.</summary>
    private static string Quoted(string path) => path.IndexOfAny(['"', '\n']) < 0
        ? path
        : '"' + path.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal) + '"';

    private static BareOrigin Copy(TemporaryDirectory place, string branch, string? prefix)
    {
        var origin = new BareOrigin(place[$"origin-{Guid.NewGuid():N}.git"], branch);
        Prepared.GetOrAdd((branch, prefix), _ => new(() => Prepare(branch, prefix))).Value.WriteTo(origin.Path);
        return origin;
    }

    private static FolderCopy Prepare(string branch, string? prefix)
    {
        using var place = new TemporaryDirectory();
        var origin = new BareOrigin(place["origin.git"], branch);
        GitProgram.Run(place.Path, "init", "-q", "--bare", "--template=", "-b", branch, origin.Path);
        if (prefix is not null)
        {
            origin.Commit("Set up", [.. StateFolders.Select(folder => ($"{prefix}{folder}/.gitkeep", (string?)""))]);
        }

        return FolderCopy.Read(origin.Path);
    }
}
