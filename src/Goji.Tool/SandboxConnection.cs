using Goji.Sandbox;
using Goji.Settings;
using Goji.Settings.Values;

namespace Goji.Tool;

/// <summary>The embedded sandbox. A command that never asks a cluster does not need its state file.</summary>
internal sealed class SandboxConnection : IDisposable
{
    private static readonly Uri Address = new("http://sandbox.goji.run");

    private readonly DeferredSandbox sandbox;

    private SandboxConnection(string stateFile, IGojiLog log)
    {
        sandbox = new(() => Open(stateFile, log));
        Connection = ClusterConnection.Through(sandbox, Address);
    }

    /// <summary>The sandbox, where the settings ask for it; null where a cluster is meant.</summary>
    public static SandboxConnection? For(GojiOptions options, SettingValues values, IGojiLog log) => values.Get(SettingTable.Sandbox)
        ? new(Path.GetFullPath(values.Get(SettingTable.SandboxState) ?? SandboxStateFile.DefaultIn(options.Directory)), log)
        : null;

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
                $"The sandbox cannot use its state file '{stateFile}': {failure.Message} Wait for the command that uses it, or name "
                    + $"another file with --sandbox-state.",
                failure);
        }
    }
}
