using Goji.Testing;

namespace Goji.Tool.Tests.Server;

/// <summary>A hook of the origin that blocks a push until it is released, in the middle of a pass.</summary>
internal sealed class HeldPush
{
    private readonly string hook;
    private readonly string gate;
    private readonly string arrivals;

    public HeldPush(TemporaryDirectory place, BareOrigin origin)
    {
        hook = Path.Combine(origin.Path, "hooks", "pre-receive");
        gate = place["gate"];
        arrivals = place["arrivals"];
        File.WriteAllText(gate, "");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, $"#!/bin/sh\n[ -e '{gate}' ] || exit 0\necho x >> '{arrivals}'\nwhile [ -e '{gate}' ]; do sleep 0.05; done\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public Task ArrivedAsync(Func<string> otherwise) => Eventually.IsTrueAsync(() => File.Exists(arrivals), otherwise);

    /// <summary>Takes the hook away for pushes to come; the one that is held stays so.</summary>
    public void AllowOthers() => File.Delete(hook);

    public void Release() => File.Delete(gate);
}
