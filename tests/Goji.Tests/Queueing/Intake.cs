using System.Text;
using Goji.Queueing;
using Goji.Queueing.Intake;
using Goji.Tests.Git;

namespace Goji.Tests.Queueing;

/// <summary>What tests of the intake share: a manifest in, job files out.</summary>
public abstract class Intake
{
    internal RecordedLog Log { get; } = new();

    internal IReadOnlyList<(string Name, string Text)> Take(string text, QueueOptions options, string? name = "release.yaml") =>
        [.. new ManifestIntake(options, Log).Take(FileOf(text, name)).Select(file => (file.Name, Encoding.UTF8.GetString(file.Content)))];

    internal static ManifestFile FileOf(string text, string? name = "release.yaml") =>
        new(name ?? "standard-input.yaml", Encoding.UTF8.GetBytes(text)) { IsNamed = name is not null, Shown = name ?? "standard input" };

    internal static string Job(string name, string annotations = "", string pod = "") =>
        $$"""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {{name}}{{(annotations.Length > 0 ? $"\n  annotations:\n    {annotations.Replace("; ", "\n    ", StringComparison.Ordinal)}" : "")}}
        spec:
          template:
            spec:
              restartPolicy: Never
              containers: [{name: main, image: busybox}]{{(pod.Length > 0 ? $"\n      {pod}" : "")}}

        """;

    internal static string Map(string name) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{a: b}}\n";
}
