using Goji.Sandbox;

namespace Goji.Benchmarks.Fixtures;

/// <summary>A sandbox cluster in a process of its own, so that what it costs is the same for whoever asks it.</summary>
internal static class ClusterServer
{
    public static async Task RunAsync()
    {
        using var cluster = new SandboxCluster();
        await using var listener = await cluster.ListenAsync();
        await Console.Out.WriteLineAsync(listener.Address.ToString());

        // The process that started this one ends it by closing the stream, or by ending itself.
        await Console.In.ReadToEndAsync();
    }
}
