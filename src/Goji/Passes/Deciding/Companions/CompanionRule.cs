using System.Text.Json.Nodes;
using Goji.Ports;

namespace Goji.Passes.Deciding.Companions;

/// <summary>
/// Decides what happens to an existing object that has the name of a companion. An object that Goji does not manage is never changed.
/// </summary>
/// <param name="repositoryId">The jobs repository.</param>
/// <param name="isOpen">Whether a run (file, run id) of the repository has no verdict yet.</param>
internal sealed class CompanionRule(string repositoryId, Func<string, string, bool> isOpen)
{
    // Fields that are the server's, or that name the object.
    private static readonly HashSet<string> Unasked = ["apiVersion", "kind", "status"];

    /// <summary>Returns what to do about an existing object.</summary>
    /// <param name="companion">The object of the file.</param>
    /// <param name="existing">The object that has its name.</param>
    public CompanionDecision Decide(PreparedCompanion companion, ObservedResource existing)
    {
        var isOurs = existing.RepositoryId is null ? existing.IsApplied && existing.RunId is null : existing.RepositoryId == repositoryId;
        return existing switch
        {
            { IsBeingDeleted: true } => CompanionDecision.Wait(
                $"{companion.Place}: {companion.Name} exists and is being deleted. It starts when that one is gone."),
            _ when !isOurs && HasAll(existing.Body, companion.Resource.Body) => CompanionDecision.Use,
            _ when !isOurs => CompanionDecision.Wait(
                $"{companion.Place}: {companion.Name} exists, has other content, and this jobs repository did not make it, so that Goji "
                    + $"leaves it alone. "
                + "Delete it, name yours differently, or take it out of the file."),
            _ when existing.RunId == companion.Marks.RunId => CompanionDecision.Done,
            _ when !IsInUse(companion, existing) => CompanionDecision.TakeOver,
            _ when companion.Resource.IsKept && HasAll(existing.Body, companion.Resource.Body) => CompanionDecision.Use,
            _ => CompanionDecision.Wait(
                $"{companion.Place}: {companion.Name} is in use by '{existing.File}', which has not finished. It starts when that one has; "
                    + $"or name yours differently."),
        };
    }

    private bool IsInUse(PreparedCompanion companion, ObservedResource existing) =>
        existing is { File: { } file, RunId: { } run } && file != companion.Marks.File && isOpen(file, run);

    /// <summary>Whether an object has every field of a manifest, so that no change is necessary.</summary>
    private static bool HasAll(JsonObject live, JsonObject asked) =>
        asked.All(field => Unasked.Contains(field.Key) || Has(live[field.Key], field.Value));

    private static bool Has(JsonNode? live, JsonNode? asked) => (live, asked) switch
    {
        (_, null) => true,
        (JsonObject there, JsonObject wanted) => wanted.All(field => Has(there[field.Key], field.Value)),
        (null, JsonObject { Count: 0 } or JsonArray { Count: 0 }) => true,
        (JsonArray there, JsonArray wanted) => there.Count == wanted.Count && there.Zip(wanted).All(pair => Has(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(live, asked),
    };
}
