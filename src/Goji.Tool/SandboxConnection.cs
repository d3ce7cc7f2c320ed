using Goji.Sandbox;

namespace Goji.Tool;

/// <summary>The embedded sandbox, opened when it is first asked: a command that never asks a cluster does not need its state file.</summary>
internal sealed class SandboxConnection : IDisposable
{
    private static readonly Uri Address = new("http://sandbox.goji.run");

    private readonly Opening handler;

    public SandboxConnection(string stateFile, IGojiLog log)
    {
        handler = new(stateFile, log);
        Connection = ClusterConnection.Through(handler, Address);
    }

    public ClusterConnection Connection { get; }

    public void Dispose() => handler.Dispose();

    private sealed class Opening(string stateFile, IGojiLog log) : DelegatingHandler
    {
        private readonly Lock gate = new();
        private SandboxCluster? cluster;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (gate)
            {
                if (cluster is null)
                {
                    cluster = Open();
                    InnerHandler = cluster.CreateHandler();

                    // Nobody shall take the sandbox's verdicts for a cluster's.
                    log.Write(GojiLogLevel.Information, "This is the embedded sandbox, not a cluster: nothing really runs. Its state is in '{0}'.", stateFile);
                }
            }

            return base.SendAsync(request, cancellationToken);
        }

        private SandboxCluster Open()
        {
            try
            {
                return new SandboxCluster(new SandboxOptions { StateFile = stateFile });
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // A failure of the state file is none of the network, which is what the client would take it for.
                throw new GojiUsageException(
                    $"The sandbox cannot use its state file '{stateFile}': {failure.Message} Wait for the command that uses it, or name another file with --sandbox-state.", failure);
            }
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
            {
                cluster?.Dispose();
            }
        }
    }
}
