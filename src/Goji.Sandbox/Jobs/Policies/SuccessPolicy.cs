using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Jobs.Policies;

/// <summary>The rules by which an Indexed Job may succeed before all its indexes have.</summary>
internal sealed record SuccessPolicy(ImmutableArray<(string? Indexes, int? Count)> Rules)
{
    public static SuccessPolicy? Read(JsonObject? policy) =>
        policy is null
            ? null
            : new([.. policy.Objects("rules").Select(rule => (rule.Text("succeededIndexes"), rule.Int("succeededCount")))]);

    /// <summary>Gets the message of the first rule that the completed indexes satisfy, or null.</summary>
    public string? Matched(IReadOnlySet<int> completed)
    {
        for (var index = 0; index < Rules.Length; index++)
        {
            var (indexes, count) = Rules[index];
            var wanted = indexes is null ? null : IndexRanges.Parse(indexes);
            var reached = wanted is null ? completed.Count : wanted.Count(completed.Contains);
            if (reached >= (count ?? wanted?.Count ?? int.MaxValue))
            {
                return $"Matched rules at index {index}";
            }
        }

        return null;
    }
}
