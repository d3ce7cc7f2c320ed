using Goji.Ports.Pods;

namespace Goji.Logs;

/// <summary>Which lines of which containers are read.</summary>
/// <param name="Container">The name of the containers; null for all.</param>
/// <param name="First">What is read of a run of a container that has not been read before.</param>
internal sealed record LogSelection(string? Container, LogQuery First)
{
    public static LogSelection Everything { get; } = new(null, new());

    public bool Includes(PodContainer container) => Container is null || Container == container.Name;
}
