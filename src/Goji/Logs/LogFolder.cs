using System.Globalization;
using System.Text;
using System.Text.Json;
using Goji.Ports.Pods;

namespace Goji.Logs;

/// <summary>
/// The folder that keeps whole logs: one file for each run of each container, written while the lines come, and an index.
/// </summary>
internal sealed class LogFolder(string folder) : IDisposable
{
    public const string IndexName = "index.json";

    private readonly Lock gate = new();
    private readonly Dictionary<(string PodUid, string Container, int Restarts), Entry> entries = [];

    /// <summary>The folder of one attempt.</summary>
    public string PathOf(FollowedJob job) => Path.Combine(folder, job.File, job.Attempt);

    public void Write(FollowedJob job, PodContainer container, LogLine line)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(container.Run, out var entry))
            {
                entry = Open(job, container);
                entries.Add(container.Run, entry);
            }

            entry.Lines += line.IsRest ? 0 : 1;
            entry.FirstAt ??= line.Stamp?.Time;
            entry.LastAt = line.Stamp?.Time ?? entry.LastAt;
            entry.Write(line);
        }
    }

    /// <summary>The file of the newest run of a container that has written something; null for none.</summary>
    public string? FileOf(FollowedJob job, string pod, string container)
    {
        lock (gate)
        {
            var newest = entries.Values.Where(
                entry => entry.Job.Uid == job.Uid && entry.Container.Pod == pod && entry.Container.Name == container)
                .MaxBy(entry => entry.Container.Restarts);
            return newest is null ? null : Path.Combine(folder, newest.Path);
        }
    }

    /// <summary>Writes the index anew: a build that is killed has that of the Jobs that had ended.</summary>
    public void WriteIndex()
    {
        lock (gate)
        {
            Directory.CreateDirectory(folder);
            using var stream = File.Create(Path.Combine(folder, IndexName));
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            json.WriteStartArray("logs");
            foreach (var entry in entries.Values.OrderBy(entry => entry.Path, StringComparer.Ordinal))
            {
                WriteEntry(json, entry);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    public void Dispose()
    {
        WriteIndex();
        lock (gate)
        {
            foreach (var entry in entries.Values)
            {
                entry.Writer.Dispose();
            }
        }
    }

    private static void WriteEntry(Utf8JsonWriter json, Entry entry)
    {
        json.WriteStartObject();
        json.WriteString("file", entry.Job.File);
        json.WriteString("attempt", entry.Job.Attempt);
        json.WriteString("namespace", entry.Container.Namespace);
        json.WriteString("job", entry.Job.Run.Name);
        json.WriteString("pod", entry.Container.Pod);
        json.WriteString("container", entry.Container.Name);
        json.WriteNumber("restarts", entry.Container.Restarts);
        json.WriteString("path", entry.Path);
        json.WriteNumber("lines", entry.Lines);
        if (entry is { FirstAt: { } first, LastAt: { } last })
        {
            json.WriteString("firstLineAt", first.UtcDateTime);
            json.WriteString("lastLineAt", last.UtcDateTime);
        }

        json.WriteEndObject();
    }

    private Entry Open(FollowedJob job, PodContainer container)
    {
        var restart = container.Restarts > 0 ? string.Create(CultureInfo.InvariantCulture, $".restart-{container.Restarts}") : "";
        var path = $"{job.File}/{job.Attempt}/{container.Pod}.{container.Name}{restart}.log";
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new(
            job, container, path, new(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
    }

    private sealed class Entry(FollowedJob job, PodContainer container, string path, StreamWriter writer)
    {
        public FollowedJob Job => job;

        public PodContainer Container => container;

        public string Path => path;

        public StreamWriter Writer => writer;

        /// <summary>Writes a line, with all that has arrived, at once: a build that is killed keeps it.</summary>
        public void Write(LogLine line)
        {
            writer.Write(line.Text);
            if (!line.HasRest)
            {
                writer.Write('\n');
            }

            if (!line.HasMore)
            {
                writer.Flush();
            }
        }

        public long Lines { get; set; }

        public DateTimeOffset? FirstAt { get; set; }

        public DateTimeOffset? LastAt { get; set; }
    }
}
