using System.Text.Json;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Storage;

/// <summary>The file that keeps a cluster: a snapshot, followed by a line for each later change.</summary>
/// <remarks>
/// A change is written before it is answered, as one line. A process killed in the middle of a line leaves half of one at the end, which is
/// cut off when the file is opened again: that change was never answered.
/// </remarks>
internal sealed class StateFile
{
    private const int CompactAfter = 500;

    private readonly string path;
    private readonly FileStream claim;
    private FileStream journal;
    private int appended;

    private StateFile(string path, FileStream claim)
    {
        this.path = path;
        this.claim = claim;
        journal = OpenJournal(path);
    }

    public static StateFile Open(string path, TimeSpan timeout)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new StateFile(path, StateFileClaim.Take(path, timeout));
    }

    public void Load(Cluster cluster)
    {
        var whole = 0L;
        foreach (var (line, end) in Lines())
        {
            Read(line, cluster, whole);
            whole = end;
        }

        journal.SetLength(whole);
        journal.Seek(whole, SeekOrigin.Begin);
        if (appended > CompactAfter)
        {
            Compact(cluster);
        }
    }

    public void Append(Command command)
    {
        journal.Write(StateLines.Of(command));
        journal.Flush();
        appended++;
    }

    public void Close(Cluster cluster)
    {
        if (appended > CompactAfter)
        {
            Compact(cluster);
        }

        journal.Dispose();
        claim.Dispose();
    }

    private void Compact(Cluster cluster)
    {
        var fresh = path + ".new";
        using (var picture = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            StateLines.WritePicture(cluster, picture);
            picture.Flush(flushToDisk: true);
        }

        journal.Dispose();
        File.Move(fresh, path, overwrite: true);
        journal = OpenJournal(path);
        journal.Seek(0, SeekOrigin.End);
        appended = 0;
    }

    // A line that is whole was written whole: one that cannot be read was written by another program and is kept.
    private void Read(byte[] line, Cluster cluster, long position)
    {
        try
        {
            appended += StateLines.Read(JsonText.ParseObject(line), cluster) ? 1 : 0;
        }
        catch (JsonException failure)
        {
            journal.Dispose();
            claim.Dispose();
            throw new IOException(
                $"The sandbox's state file \"{path}\" cannot be read at byte {position}: {failure.Message} Put back a copy of it, or "
                    + "delete it to begin with an empty cluster.",
                failure);
        }
    }

    private IEnumerable<(byte[] Line, long End)> Lines()
    {
        journal.Seek(0, SeekOrigin.Begin);
        using var line = new MemoryStream();
        var buffer = new byte[1 << 16];
        var position = 0L;
        int count;
        while ((count = journal.Read(buffer)) > 0)
        {
            var start = 0;
            for (var newline = Array.IndexOf(buffer, (byte)'\n', 0, count);
                newline >= 0;
                newline = Array.IndexOf(buffer, (byte)'\n', start, count - start))
            {
                line.Write(buffer, start, newline - start);
                yield return (line.ToArray(), position + newline + 1);
                line.SetLength(0);
                start = newline + 1;
            }

            line.Write(buffer, start, count - start);
            position += count;
        }
    }

    private static FileStream OpenJournal(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 16);
}
