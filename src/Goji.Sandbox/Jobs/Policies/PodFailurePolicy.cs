using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Jobs.Policies;

/// <summary>The rules for failed pods; the first that matches applies.</summary>
internal sealed record PodFailurePolicy(ImmutableArray<PodFailureRule> Rules)
{
    public static PodFailurePolicy Read(JsonObject? policy) =>
        new([.. policy.Objects("rules").Select(PodFailureRule.Read)]);

    public PodFailureVerdict Judge(string container, int exitCode, string @namespace, string pod)
    {
        for (var index = 0; index < Rules.Length; index++)
        {
            if (Rules[index].Matches(container, exitCode))
            {
                var message = Rules[index].Action == PodFailureAction.FailJob
                    ? $"Container {container} for pod {@namespace}/{pod} failed with exit code {exitCode} matching FailJob rule at index "
                        + $"{index}"
                    : null;
                return new PodFailureVerdict(Rules[index].Action, message);
            }
        }

        return new PodFailureVerdict(PodFailureAction.Count, null);
    }
}
