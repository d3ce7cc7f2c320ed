using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests;

/// <summary>Jobs as tests need them.</summary>
public static class TestJob
{
    public const string Path = "apis/batch/v1/namespaces/default/jobs";

    /// <summary>Makes a Job whose pods end as given, with the given spec.</summary>
    public static JsonObject Of(string result = "success", string spec = "{}", string name = "work", double seconds = 1, string restartPolicy = "Never")
    {
        var job = JsonNode.Parse($$"""
            {
              "apiVersion": "batch/v1",
              "kind": "Job",
              "metadata": { "name": "{{name}}", "labels": { "goji.run/id": "run-of-{{name}}" } },
              "spec": {
                "template": {
                  "metadata": { "annotations": { "sandbox.goji.run/result": "{{result}}", "sandbox.goji.run/seconds": "{{seconds}}" } },
                  "spec": { "restartPolicy": "{{restartPolicy}}", "containers": [{ "name": "main", "image": "busybox:1" }] }
                }
              }
            }
            """)!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(spec)!.AsObject())
        {
            job["spec"]![key] = value?.DeepClone();
        }

        return job;
    }

    public static JsonObject With(this JsonObject job, string annotation, string value)
    {
        job["spec"]!["template"]!["metadata"]!["annotations"]![$"sandbox.goji.run/{annotation}"] = value;
        return job;
    }

    /// <summary>Gets the conditions as <c>Type=Status Reason</c>, in order.</summary>
    public static string[] Conditions(this JsonObject job) =>
        [.. (job["status"]?["conditions"]?.AsArray() ?? []).Select(one => $"{one!["type"]}={one["status"]} {one["reason"]}")];

    public static string Message(this JsonObject job, string condition) =>
        (string)job["status"]!["conditions"]!.AsArray().Single(one => (string?)one!["type"] == condition)!["message"]!;

    public static long Count(this JsonObject job, string counter) => (long?)job["status"]?[counter] ?? 0;
}
