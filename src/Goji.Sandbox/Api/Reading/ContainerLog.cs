using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs.Pods;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Api.Reading;

/// <summary>
/// What a container has written by a moment: the lines of its annotation, all at its start, or with a rate one after the other for as long
/// as it runs.
/// </summary>
/// <param name="StartedAt">When the container was started.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Text">The lines of the annotation.</param>
/// <param name="Rate">Lines per second; null for all at the start. The lines are repeated as long as the container runs.</param>
internal sealed record ContainerLog(DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<string> Text, double? Rate)
{
    private const string Number = "{n}";

    public bool IsOver => EndedAt is not null;

    /// <param name="body">The pod.</param>
    /// <param name="container">The container.</param>
    /// <param name="state">Its state: <c>running</c> and <c>terminated</c> are read.</param>
    /// <param name="times">When the run of the container began and ended, exactly; null where only the status has them, in whole
    /// seconds.</param>
    public static ContainerLog Of(
        JsonObject body, string container, JsonObject? state, (DateTimeOffset Started, DateTimeOffset Finished)? times)
    {
        var script = PodScript.Read(body);
        var annotations = body.Object("metadata").TextMap("annotations");
        var text = annotations.GetValueOrDefault($"sandbox.goji.run/log.{container}")
            ?? (container == script.FirstContainer ? script.Log : null)
            ?? Echo(body, container)
            ?? "";
        var lines = text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
        var ended = state.Object("terminated");
        var started = (ended ?? state.Object("running")).Text("startedAt");
        if (ended is not null && IsStep(body, container))
        {
            // It takes no time here, whatever the rate, and has ended before the main containers start.
            var at = times?.Started ?? Time(started) ?? DateTimeOffset.UnixEpoch;
            return new(at, at, lines, Rate: null);
        }

        return times is { } exact
            ? new(exact.Started, ended is null ? null : exact.Finished, lines, script.LogRate)
            : new(Time(started) ?? DateTimeOffset.UnixEpoch, Time(ended.Text("finishedAt")), lines, script.LogRate);
    }

    /// <summary>Whether a container is an init container that is no sidecar.</summary>
    private static bool IsStep(JsonObject body, string container) => body.Object("spec").Objects("initContainers")
        .Any(each => each.Text("name") == container && each.Text("restartPolicy") != "Always");

    private static string? Echo(JsonObject body, string container) => body.Object("spec").Objects("containers")
        .Concat(body.Object("spec").Objects("initContainers"))
        .Where(each => each.Text("name") == container).Select(ContainerCommand.EchoOf).FirstOrDefault();

    /// <summary>The number of lines by a moment.</summary>
    public int CountAt(DateTimeOffset now)
    {
        var until = EndedAt is { } end && end < now ? end : now;
        return Text.Count == 0 || until < StartedAt ? 0
            : Rate is { } rate ? (int)Math.Min(int.MaxValue, CountIn((until - StartedAt).TotalSeconds * rate))
            : Text.Count;
    }

    // A line that falls on the very end is not written any more.
    private double CountIn(double lines) => IsOver ? Math.Ceiling(lines) : Math.Floor(lines) + 1;

    /// <summary>When line number <paramref name="index"/> is written, counted from zero.</summary>
    public DateTimeOffset TimeOf(int index) => Rate is { } rate ? StartedAt + TimeSpan.FromSeconds(index / rate) : StartedAt;

    /// <summary>A line with its line end, and with its time where that is requested.</summary>
    public byte[] Line(int index, bool withTime)
    {
        var text = Text[index % Text.Count].Replace(Number, (index + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(withTime ? $"{Stamp(TimeOf(index))} {text}\n" : text + "\n");
    }

    // As Go's time.RFC3339Nano: no zeros at the end of the fraction.
    private static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
