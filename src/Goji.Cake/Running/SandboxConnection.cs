using Cake.Core.IO;
using Goji.Sandbox;

namespace Goji.Cake.Running;

/// <summary>The embedded sandbox. An alias that never asks a cluster neither needs its state file nor mentions it.</summary>
internal sealed class SandboxConnection : IDisposable
{
    private static readonly Uri Address = new("http://sandbox.goji.run");

    private readonly DeferredSandbox sandbox;

    private SandboxConnection(string stateFile, IGojiLog log)
    {
        sandbox = new(() => Open(stateFile, log));
        Connection = ClusterConnection.Through(sandbox, Address);
    }

    public static SandboxConnection? For(FilePath? stateFile, IGojiLog log) => stateFile is null ? null : new(stateFile.FullPath, log);

    public ClusterConnection Connection { get; }

    public void Dispose() => sandbox.Dispose();

    private static SandboxCluster Open(string stateFile, IGojiLog log)
    {
        try
        {
            var cluster = new SandboxCluster(new SandboxOptions { StateFile = stateFile });

            // Nobody shall take the sandbox's verdicts for a cluster's.
            log.Write(
                GojiLogLevel.Information,
                "This is the embedded sandbox, not a cluster: no container runs. Its state is in '{0}'.",
                stateFile);
            return cluster;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A failure of the state file is none of the network, which is what the client would take it for.
            throw new GojiUsageException(
                $"The sandbox cannot use its state file '{stateFile}': {failure.Message} Wait for the build that uses it, or name another "
                    + "file with SandboxState.",
                failure);
        }
    }
}
