using Goji.Sandbox.Api;
using Goji.Sandbox.Http;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox;

/// <summary>An embedded cluster: the part of the Kubernetes API that Jobs need, without any cluster.</summary>
/// <remarks>
/// A Job's pod runs for the seconds that the annotation <c>sandbox.goji.run/seconds</c> of its pod template sets (one by default) and ends
/// as the annotation <c>sandbox.goji.run/result</c> defines: <c>success</c>, <c>fail</c>, <c>exit 3</c>, <c>fail-times 2</c>, <c>oom</c>,
/// <c>image-pull</c>, <c>missing-secret</c>, <c>missing-volume</c>, <c>unschedulable</c>, <c>no-pods</c> or <c>hang</c>.
/// <c>sandbox.goji.run/log</c> is its log, repeated over time where <c>sandbox.goji.run/log-lines-per-second</c> is set, and
/// <c>sandbox.goji.run/termination-message</c> its termination message; <c>sandbox.goji.run/termination-seconds</c> is how long it takes to
/// go when it is deleted. A Job with the label <c>kueue.x-k8s.io/queue-name</c> is suspended until it is admitted: after the seconds that
/// <c>sandbox.goji.run/queue</c> sets (none by default), or never with <c>never</c>, <c>checks</c>, <c>inactive</c>, <c>evicted</c>,
/// <c>backoff</c> or <c>no-queue</c>.
/// Without annotations the plainest commands (<c>true</c>, <c>false</c>, <c>sh -c "exit 3"</c>, <c>sleep 5</c>) do
/// what they would do on a real node. Everything that time brings follows from what is stored and from the clock: nothing runs in the
/// background.
/// </remarks>
public sealed class SandboxCluster : IDisposable
{
    private readonly Cluster cluster;
    private readonly SandboxApi api;

    /// <summary>Initializes a new instance of the <see cref="SandboxCluster"/> class, or opens the one that a state file keeps.</summary>
    /// <param name="options">How it is set up; null for a cluster in memory with the system's clock.</param>
    /// <exception cref="IOException">The state file is in use by another cluster, or cannot be read.</exception>
    public SandboxCluster(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        Faults = options.Faults;
        cluster = new Cluster(options, Audit);
        api = new SandboxApi(cluster, Faults, Audit);
    }

    /// <summary>Gets the requests that the cluster received, and every Job that it has had.</summary>
    public SandboxAudit Audit { get; } = new();

    /// <summary>Gets the faults that the cluster shows.</summary>
    public SandboxFaults Faults { get; }

    /// <summary>Makes a handler that answers in memory, as the innermost of an <see cref="HttpClient"/>.</summary>
    /// <returns>The handler. The host and the scheme of requests do not matter to it.</returns>
    public HttpMessageHandler CreateHandler() => new SandboxMessageHandler(api);

    /// <summary>
    /// Makes a handler that answers in memory for a pipeline of delegating handlers, such as the Kubernetes client's; it has to be the last
    /// of them.
    /// </summary>
    /// <returns>The handler. It sends nothing to a handler behind it.</returns>
    public DelegatingHandler CreateDelegatingHandler() => new SandboxDelegatingHandler(api);

    /// <summary>Starts to answer on a port of 127.0.0.1.</summary>
    /// <param name="port">The port; 0 for any that is free.</param>
    /// <returns>The listener.</returns>
    /// <exception cref="IOException">The port is taken.</exception>
    public Task<SandboxListener> ListenAsync(int port = 0) => Task.FromResult(new SandboxListener(LoopbackServer.Start(api, port)));

    /// <summary>Closes the cluster. Its state file is complete and free for the next.</summary>
    public void Dispose() => cluster.Dispose();
}
