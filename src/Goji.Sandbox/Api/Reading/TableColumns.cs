using System.Globalization;
using System.Text.Json.Nodes;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Reading;

/// <summary>The columns that a real server prints for each kind.</summary>
internal static class TableColumns
{
    private static readonly TableColumn Name = new("Name", (body, _) => body.Object("metadata").Text("name") ?? "");
    private static readonly TableColumn Age = new("Age", (body, now) => Since(body.Object("metadata").Text("creationTimestamp"), now));

    private static readonly TableColumn[] Jobs =
    [
        Name,
        new("Status", (body, _) => JobState(body)),
        new("Completions", (body, _) => Completions(body)),
        new("Duration", (body, now) => Duration(body, now)),
        Age,
        new("Containers", (body, _) => Containers(body, "name"), IsWide: true),
        new("Images", (body, _) => Containers(body, "image"), IsWide: true),
        new(
            "Selector",
            (body, _) =>
                string.Join(',', body.Object("spec").Object("selector").TextMap("matchLabels").Select(pair => $"{pair.Key}={pair.Value}")),
            IsWide: true),
    ];

    private static readonly TableColumn[] Pods =
    [
        Name,
        new("Ready", (body, _) => Ready(body)),
        new("Status", (body, _) => PodState(body)),
        new(
            "Restarts",
            (body, _) =>
                body.Object("status").Objects("containerStatuses").Sum(
                    one => one.Int("restartCount") ?? 0).ToString(CultureInfo.InvariantCulture)),
        Age,
        new("IP", (body, _) => body.Object("status").Text("podIP") ?? "<none>", IsWide: true),
        new("Node", (body, _) => body.Object("spec").Text("nodeName") ?? "<none>", IsWide: true),
    ];

    public static IReadOnlyList<TableColumn> Of(ResourceKind kind) =>
        kind == ResourceKind.Job ? Jobs
        : kind == ResourceKind.Pod ? Pods
        : kind == ResourceKind.Namespace ? [Name, new("Status", (body, _) => body.Object("status").Text("phase") ?? ""), Age]
        : kind == ResourceKind.ConfigMap || kind == ResourceKind.Secret
            ? [Name, new("Data", (body, _) => (body.Object("data")?.Count ?? 0).ToString(CultureInfo.InvariantCulture)), Age]
        : kind == ResourceKind.Event ? Events : [Name, Age];

    private static readonly TableColumn[] Events =
    [
        new("Last Seen", (body, now) => Since(body.Text("lastTimestamp"), now)),
        new("Type", (body, _) => body.Text("type") ?? ""),
        new("Reason", (body, _) => body.Text("reason") ?? ""),
        new(
            "Object",
            (body, _) => $"{body.Object("involvedObject").Text("kind")?.ToLowerInvariant()}/{body.Object("involvedObject").Text("name")}"),
        new("Message", (body, _) => body.Text("message") ?? ""),
    ];

    private static string JobState(JsonObject body)
    {
        bool Has(string type) =>
            body.Object("status").Objects("conditions").Any(one => one.Text("type") == type && one.Text("status") == "True");
        return Has("Complete") ? "Complete"
            : Has("Failed") ? "Failed"
            : body.Object("metadata").Text("deletionTimestamp") is not null ? "Terminating"
            : Has("Suspended") ? "Suspended"
            : Has("FailureTarget") ? "FailureTarget"
            : Has("SuccessCriteriaMet") ? "SuccessCriteriaMet"
            : "Running";
    }

    private static string Completions(JsonObject body)
    {
        var succeeded = body.Object("status").Int("succeeded") ?? 0;
        var spec = body.Object("spec");
        return spec.Int("completions") is { } completions
            ? $"{succeeded}/{completions}"
            : spec.Int("parallelism") is { } parallelism and > 1 ? $"{succeeded}/1 of {parallelism}" : $"{succeeded}/1";
    }

    private static string Duration(JsonObject body, DateTimeOffset now)
    {
        var status = body.Object("status");
        var end = status.Text("completionTime") is { } completed ? DateTimeOffset.Parse(completed, CultureInfo.InvariantCulture) : now;
        return status.Text("startTime") is null ? "" : Since(status.Text("startTime"), end);
    }

    private static string Containers(JsonObject body, string field) =>
        string.Join(',', body.Object("spec").Object("template").Object("spec").Objects("containers").Select(one => one.Text(field)));

    private static string Ready(JsonObject body)
    {
        var ready = body.Object("status").Objects("containerStatuses").Count(one => one.Flag("ready") == true);
        return $"{ready}/{body.Object("spec").Array("containers")?.Count ?? 0}";
    }

    private static string PodState(JsonObject body)
    {
        if (body.Object("metadata").Text("deletionTimestamp") is not null)
        {
            return "Terminating";
        }

        var phase = body.Object("status").Text("phase") ?? "Pending";
        var states = body.Object("status").Objects("containerStatuses").Select(one => one.Object("state")).ToList();
        return states.Select(state => state.Object("waiting").Text("reason")).FirstOrDefault(reason => reason is not null)
            ?? states.Where(state => phase != "Running").Select(
                state => state.Object("terminated").Text("reason")).FirstOrDefault(reason => reason is not null)
            ?? phase;
    }

    private static string Since(string? time, DateTimeOffset now)
    {
        if (time is null)
        {
            return "<unknown>";
        }

        var age = now - DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
        return age < TimeSpan.FromMinutes(2) ? $"{(int)Math.Max(0, age.TotalSeconds)}s"
            : age < TimeSpan.FromMinutes(10) ? (age.Seconds == 0 ? $"{age.Minutes}m" : $"{age.Minutes}m{age.Seconds}s")
            : age < TimeSpan.FromHours(3) ? $"{(int)age.TotalMinutes}m"
            : age < TimeSpan.FromDays(2) ? $"{(int)age.TotalHours}h"
            : $"{(int)age.TotalDays}d";
    }
}
