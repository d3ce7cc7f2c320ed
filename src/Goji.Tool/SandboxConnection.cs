using Goji.Sandbox;
using Goji.Settings;
using Goji.Settings.Values;

namespace Goji.Tool;

/// <summary>The embedded sandbox. A command that never asks a cluster does not need its state file.</summary>
internal sealed class SandboxConnection : IDisposable
{
    private const string Remedy = "Wait for the command that uses it, or name another file with --sandbox-state.";

    private static readonly Uri Address = new("http://sandbox.goji.run");

    private readonly DeferredSandbox sandbox;

    private SandboxConnection(string stateFile, IGojiLog log)
    {
        sandbox = new(() => SandboxStateFile.Open(
            stateFile, log, Remedy, () => new SandboxCluster(new SandboxOptions { StateFile = stateFile })));
        Connection = ClusterConnection.Through(sandbox, Address);
    }

    /// <summary>The sandbox, where the settings ask for it; null where a cluster is meant.</summary>
    public static SandboxConnection? For(GojiOptions options, SettingValues values, IGojiLog log) => values.Get(SettingTable.Sandbox)
        ? new(Path.GetFullPath(values.Get(SettingTable.SandboxState) ?? SandboxStateFile.DefaultIn(options.Directory)), log)
        : null;

    public ClusterConnection Connection { get; }

    public void Dispose() => sandbox.Dispose();
}
