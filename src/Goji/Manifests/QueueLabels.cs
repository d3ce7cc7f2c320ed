using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Manifests;

/// <summary>The labels that put Jobs into a queue of Kueue's, for Jobs whose author has not set them.</summary>
/// <remarks>
/// The Job is not created suspended: Kueue's webhook and controller suspend Jobs that have a queue name, and they know better which ones
/// they manage.
/// </remarks>
/// <param name="LocalQueue">The name of the LocalQueue; null for none.</param>
/// <param name="PriorityClass">The name of the WorkloadPriorityClass; null for none.</param>
internal sealed record QueueLabels(string? LocalQueue, string? PriorityClass)
{
    public static QueueLabels None { get; } = new(null, null);

    /// <summary>Returns the labels to add to those of a Job. Without a queue, a priority class means nothing.</summary>
    public IEnumerable<KeyValuePair<string, string?>> For(JsonObject labels)
    {
        if (LocalQueue is not null && !labels.ContainsKey(KueueNames.Queue))
        {
            yield return new(KueueNames.Queue, LocalQueue);
        }

        if (PriorityClass is not null
            && !labels.ContainsKey(KueueNames.PriorityClass)
            && (LocalQueue is not null || labels.ContainsKey(KueueNames.Queue)))
        {
            yield return new(KueueNames.PriorityClass, PriorityClass);
        }
    }
}
