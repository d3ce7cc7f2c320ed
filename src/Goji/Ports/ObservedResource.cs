using System.Text.Json.Nodes;

namespace Goji.Ports;

/// <summary>An object of any kind as the cluster has it, as far as Goji reads it.</summary>
internal sealed record ObservedResource(ResourceName Name, string Uid, JsonObject Body)
{
    /// <summary>Whether its kind is in namespaces.</summary>
    public bool IsNamespaced { get; init; }

    /// <summary>The label <c>goji.run/id</c>; null on objects that Goji did not make.</summary>
    public string? RunId { get; init; }

    /// <summary>The label <c>goji.run/repository</c>; null on objects that Goji did not make.</summary>
    public string? RepositoryId { get; init; }

    /// <summary>The annotation <c>goji.run/file</c>: the path of the job file; null on objects that Goji did not make.</summary>
    public string? File { get; init; }

    /// <summary>Whether Goji has applied it, with labels or, as version 1.0.0 did, without.</summary>
    public bool IsApplied { get; init; }

    /// <summary>Whether it is being deleted.</summary>
    public bool IsBeingDeleted { get; init; }
}
