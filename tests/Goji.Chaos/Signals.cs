using System.Runtime.InteropServices;

namespace Goji.Chaos;

/// <summary>Signals as the kernel sends them: no handler runs, nothing is tidied up.</summary>
internal static partial class Signals
{
    private const int Kill = 9;
    private const int Continue = 18;
    private const int Stop = 19;

    public static void KillMyself() => Send(Environment.ProcessId, Kill);

    public static void StopMyself() => Send(Environment.ProcessId, Stop);

    public static void Resume(int process) => Send(process, Continue);

    private static void Send(int process, int signal)
    {
        if (Deliver(process, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} could not be sent to process {process}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Deliver(int process, int signal);
}
