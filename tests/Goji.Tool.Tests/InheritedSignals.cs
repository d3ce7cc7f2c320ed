using System.Runtime.InteropServices;

namespace Goji.Tool.Tests;

/// <summary>What a process does about signals, its children do from their beginning.</summary>
internal static partial class InheritedSignals
{
    private const int Interrupt = 2;
    private const nint Default = 0;

    /// <summary>A shell has jobs in the background ignore SIGINT, and with them these tests and the programs that they start.</summary>
    public static void TakeInterrupts()
    {
        if (!OperatingSystem.IsWindows())
        {
            SetHandler(Interrupt, Default);
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);
}
