using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Jobs.Policies;

/// <summary>One rule on exit codes. Rules on pod conditions never match here: no pod of the sandbox is disrupted.</summary>
internal sealed record PodFailureRule(PodFailureAction Action, string? Container, bool IsExclusion, ImmutableArray<int> ExitCodes)
{
    public static PodFailureRule Read(JsonObject rule)
    {
        var codes = rule.Object("onExitCodes");
        return new PodFailureRule(
            Enum.TryParse<PodFailureAction>(rule.Text("action"), out var action) ? action : PodFailureAction.Count,
            codes.Text("containerName"),
            codes.Text("operator") == "NotIn",
            [.. codes.Array("values")?.Select(value => (int)value!.GetValue<long>()) ?? []]);
    }

    public bool Matches(string container, int exitCode) =>
        ExitCodes.Length > 0
        && exitCode != 0
        && (Container is null || Container == container)
        && ExitCodes.Contains(exitCode) != IsExclusion;
}
