using Cake.Core.IO;
using Goji.Sandbox;

namespace Goji.Cake;

/// <summary>The embedded sandbox, opened when it is first asked: an alias that never asks a cluster neither needs its state file nor says anything about it.</summary>
internal sealed class SandboxConnection : IDisposable
{
    private static readonly Uri Address = new("http://sandbox.goji.run");

    private readonly Opening handler;

    private SandboxConnection(FilePath stateFile, IGojiLog log)
    {
        handler = new Opening(stateFile, log);
        Connection = ClusterConnection.Through(handler, Address);
    }

    public ClusterConnection Connection { get; }

    public static SandboxConnection? For(FilePath? stateFile, IGojiLog log) => stateFile is null ? null : new(stateFile, log);

    public void Dispose() => handler.Dispose();

    private sealed class Opening(FilePath stateFile, IGojiLog log) : DelegatingHandler
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
                    log.Write(GojiLogLevel.Information, "This is the embedded sandbox, not a cluster: nothing really runs. Its state is in '{0}'.", stateFile.FullPath);
                }
            }

            return base.SendAsync(request, cancellationToken);
        }

        private SandboxCluster Open()
        {
            try
            {
                return new SandboxCluster(new SandboxOptions { StateFile = stateFile.FullPath });
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // A failure of the state file is none of the network, which is what the client would take it for.
                throw new GojiUsageException($"The sandbox cannot use its state file '{stateFile.FullPath}': {failure.Message} Wait for the build that uses it, or name another file with SandboxState.", failure);
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
