using System.Diagnostics;
using System.Text;
using Goji.Testing;

namespace Goji.Chaos.Tests.Faults;

/// <summary>Commits to an origin what no well-meaning git would: any bytes, under any name, of any mode.</summary>
internal sealed class RawObjects(BareOrigin origin)
{
    /// <summary>Adds entries to the queued folder of the tip.</summary>
    public void Queue(params IReadOnlyList<(string Mode, byte[] Name, string Id)> entries)
    {
        var root = Entries(origin.Branch + "^{tree}");
        var queued = Entries($"{origin.Branch}:queued").Where(old => !entries.Any(entry => entry.Name.AsSpan().SequenceEqual(old.Name)));
        var folder = Tree([.. queued, .. entries]);
        var tree = Tree([.. root.Select(entry => Encoding.UTF8.GetString(entry.Name) == "queued" ? entry with { Id = folder } : entry)]);
        var commit = origin.Git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit-tree", tree, "-p", origin.Tip, "-m", "Hostile");
        origin.Git("update-ref", $"refs/heads/{origin.Branch}", commit);
    }

    public string Blob(byte[] content) => Write("blob", content);

    public string Blob(string content) => Blob(Encoding.UTF8.GetBytes(content));

    public string Tree(IReadOnlyList<(string Mode, byte[] Name, string Id)> entries)
    {
        using var tree = new MemoryStream();
        foreach (var (mode, name, id) in entries.OrderBy(entry => entry.Mode == "40000" ? [.. entry.Name, (byte)'/'] : entry.Name, new ByteOrder()))
        {
            tree.Write(Encoding.ASCII.GetBytes(mode + " "));
            tree.Write(name);
            tree.WriteByte(0);
            tree.Write(Convert.FromHexString(id));
        }

        return Write("tree", tree.ToArray());
    }

    /// <summary>The entries of a tree with names that can be listed.</summary>
    private IEnumerable<(string Mode, byte[] Name, string Id)> Entries(string tree)
    {
        foreach (var line in origin.Git("ls-tree", tree).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (head, name) = line.Split('\t', 2) is [var first, var second] ? (first.Split(' '), second) : ([], "");
            yield return (head[0].TrimStart('0'), Encoding.UTF8.GetBytes(name), head[2]);
        }
    }

    private string Write(string type, byte[] content)
    {
        var start = new ProcessStartInfo("git", ["hash-object", "-t", type, "--literally", "-w", "--stdin"]) { WorkingDirectory = origin.Path };
        var result = ChildProcess.Run(start, content);
        return result.Output.Trim() is { Length: 40 } id ? id : throw new InvalidOperationException($"git hash-object: {result}");
    }

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
