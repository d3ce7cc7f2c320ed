using Cake.Core.IO;
using Goji.Sandbox;
using Goji.Settings.Values;

namespace Goji.Cake.Running;

/// <summary>The embedded sandbox. An alias that never asks a cluster neither needs its state file nor mentions it.</summary>
internal sealed class SandboxConnection : IDisposable
{
    private const string Remedy = "Wait for the build that uses it, or name another file with SandboxState.";

    private static readonly Uri Address = new("http://sandbox.goji.run");

    private readonly DeferredSandbox sandbox;

    private SandboxConnection(string stateFile, IGojiLog log)
    {
        sandbox = new(() => SandboxStateFile.Open(
            stateFile, log, Remedy, () => new SandboxCluster(new SandboxOptions { StateFile = stateFile })));
        Connection = ClusterConnection.Through(sandbox, Address);
    }

    public static SandboxConnection? For(FilePath? stateFile, IGojiLog log) => stateFile is null ? null : new(stateFile.FullPath, log);

    public ClusterConnection Connection { get; }

    public void Dispose() => sandbox.Dispose();
}
