using System.Text.Json.Nodes;

namespace Goji.Queueing.Intake;

/// <summary>
/// Finds the documents that a Job needs: those that it names, those that these name, and the bindings of what is among them.
/// </summary>
internal static class CompanionSearch
{
    private static readonly HashSet<string> Unread =
        ["labels", "annotations", "matchLabels", "data", "stringData", "binaryData", "command", "args", "status"];

    public static HashSet<SplitDocument> NamedBy(SplitDocument job, IReadOnlyList<SplitDocument> others)
    {
        var found = new HashSet<SplitDocument>();
        var names = Values(job.Body).ToHashSet(StringComparer.Ordinal);
        while (others.FirstOrDefault(other => !found.Contains(other) && (names.Contains(other.Name) || Binds(other, found))) is { } next)
        {
            found.Add(next);
            names.UnionWith(Values(next.Body));
        }

        return found;
    }

    private static bool Binds(SplitDocument binding, HashSet<SplitDocument> found) =>
        binding.Kind is "RoleBinding" or "ClusterRoleBinding"
        && Values(binding.Body["subjects"]).Any(name => found.Any(document => document.Kind == "ServiceAccount" && document.Name == name));

    private static IEnumerable<string> Values(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.Where(field => !Unread.Contains(field.Key)).SelectMany(field => Values(field.Value)),
        JsonArray list => list.SelectMany(Values),
        _ => ManifestText.TextOf(node) is { Length: > 0 } text ? [text] : [],
    };
}
