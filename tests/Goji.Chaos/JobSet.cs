using Goji.Testing;

namespace Goji.Chaos;

/// <summary>The jobs of a world: one of each kind.</summary>
internal static class JobSet
{
    public static IReadOnlyList<ExpectedJob> OneOfEachKind { get; } =
    [
        new("bad.yaml", Job("bad", result: "exit 3"), JobState.Failed, 1),
        new("both.yaml", Job("first") + "\n---\n" + Job("second", seconds: 3), JobState.Succeeded, 2),
        new("generated.yaml", Job("x").Replace("name: x", "generateName: generated-", StringComparison.Ordinal), JobState.Succeeded, 1),
        new("good.yaml", Job("good"), JobState.Succeeded, 1),
        new("mapped.yaml", Map("settings", "first") + Job("mapped"), JobState.Succeeded, 1),

        // Shares the ConfigMap, which it takes over when the first has finished.
        new("mapped-too.yaml", Map("settings", "second") + Job("mapped-too"), JobState.Succeeded, 1),
        new("refused.yaml", Job("refused", spec: "paralellism: 2"), JobState.Failed, 0),
        new("refused-map.yaml", Map("refused", "x") + Job("refused-map", spec: "paralellism: 2"), JobState.Failed, 0),
        new("team-a/fleeting.yaml", Job("fleeting", spec: "ttlSecondsAfterFinished: 0"), JobState.Succeeded, 1),

        // Names the same Job as good.yaml: it is held until that one has finished, whose Job it then replaces.
        new("then.yaml", Job("good", seconds: 2), JobState.Succeeded, 1),
        new("unreadable.yaml", "metadata: [", JobState.Failed, 0),
    ];

    /// <summary>A ConfigMap in front of a Job.</summary>
    public static string Map(string name, string value) => $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\ndata:\n  value: {value}\n---\n";

    public static string Job(string name, string result = "success", string spec = "", int seconds = 1) =>
        JobManifest.Of(name, result, spec, seconds: seconds);
}
