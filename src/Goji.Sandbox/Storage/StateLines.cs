using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Storage;

/// <summary>The lines of a state file.</summary>
internal static class StateLines
{
    public static byte[] Of(Command command)
    {
        var line = new JsonObject { ["time"] = Time(command.Time), ["kind"] = command.Kind.Plural };
        switch (command)
        {
            case Command.Put put:
                line["put"] = put.Body.DeepClone();
                break;
            case Command.Delete delete:
                line["delete"] = new JsonObject
                {
                    ["namespace"] = delete.Namespace,
                    ["name"] = delete.Name,
                    ["propagation"] = delete.Propagation.ToString(),
                };
                break;
        }

        return Line(line);
    }

    public static void WritePicture(Cluster cluster, Stream into)
    {
        into.Write(Line(new JsonObject { ["version"] = cluster.Store.Version, ["time"] = Time(cluster.Latest) }));
        foreach (var stored in ResourceKind.All.SelectMany(cluster.Store.All))
        {
            into.Write(Line(new JsonObject { ["kind"] = stored.Kind.Plural, ["object"] = stored.Open() }));
        }

        foreach (var run in cluster.Controller.Runs)
        {
            into.Write(Line(new JsonObject { ["run"] = JsonSerializer.SerializeToNode(run, StateJsonContext.Default.JobRun) }));
        }

        foreach (var entry in cluster.Audit.Jobs)
        {
            into.Write(
                Line(new JsonObject { ["audit"] = JsonSerializer.SerializeToNode(entry, StateJsonContext.Default.SandboxAuditEntry) }));
        }
    }

    /// <summary>Takes one line over.</summary>
    /// <returns>True if the line is a change, false if it is part of the picture.</returns>
    public static bool Read(JsonObject line, Cluster cluster)
    {
        if (line.Text("kind") is { } plural)
        {
            var kind = ResourceKind.All.FirstOrDefault(one => one.Plural == plural)
                ?? throw new JsonException($"There is no kind \"{plural}\".");
            if (line.Object("object") is { } body)
            {
                cluster.Store.Restore(kind, (JsonObject)body.DeepClone());
                return false;
            }

            cluster.Replay(ReadCommand(line, kind));
            return true;
        }

        if (line.Long("version") is { } version)
        {
            cluster.Store.RestoreVersion(version);
            cluster.RestoreTime(ReadTime(line));
        }
        else if (line.Object("run") is { } run)
        {
            cluster.Controller.Restore(run.Deserialize(StateJsonContext.Default.JobRun)!);
        }
        else if (line.Object("audit") is { } entry)
        {
            cluster.Audit.Enter(entry.Deserialize(StateJsonContext.Default.SandboxAuditEntry)!);
        }

        return false;
    }

    private static Command ReadCommand(JsonObject line, ResourceKind kind) =>
        line.Object("delete") is { } delete
            ? new Command.Delete(
                ReadTime(line),
                kind,
                delete.Text("namespace") ?? "",
                delete.Text("name") ?? "",
                Enum.Parse<Propagation>(delete.Text("propagation")!))
            : new Command.Put(ReadTime(line), kind, (JsonObject)line.Object("put")!.DeepClone());

    private static byte[] Line(JsonObject line) => [.. JsonText.Bytes(line), (byte)'\n'];

    private static string Time(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset ReadTime(JsonObject line) =>
        DateTimeOffset.Parse(line.Text("time") ?? throw new JsonException("The line has no time."), CultureInfo.InvariantCulture);
}
