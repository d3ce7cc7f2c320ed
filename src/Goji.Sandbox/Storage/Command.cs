using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs;

namespace Goji.Sandbox.Storage;

/// <summary>A change that a client requested. The state of the cluster follows from these and from the time alone.</summary>
internal abstract record Command(DateTimeOffset Time, ResourceKind Kind)
{
    internal sealed record Put(DateTimeOffset Time, ResourceKind Kind, JsonObject Body) : Command(Time, Kind);

    internal sealed record Delete(DateTimeOffset Time, ResourceKind Kind, string Namespace, string Name, Propagation Propagation)
        : Command(Time, Kind);
}
