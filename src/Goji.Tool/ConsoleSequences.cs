using System.Runtime.InteropServices;

namespace Goji.Tool;

/// <summary>The control sequences that draw lines anew.</summary>
internal static partial class ConsoleSequences
{
    private const int ErrorOutput = -12;
    private const uint Processing = 4;

    /// <summary>
    /// Whether the terminal of the error stream understands them. A console of Windows does once a program has asked it to, and prints them
    /// otherwise.
    /// </summary>
    public static bool AreUnderstood()
    {
        if (!OperatingSystem.IsWindows())
        {
            return true;
        }

        var console = GetStdHandle(ErrorOutput);
        return GetConsoleMode(console, out var mode) != 0
            && ((mode & Processing) != 0 || SetConsoleMode(console, mode | Processing) != 0);
    }

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint GetStdHandle(int handle);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int GetConsoleMode(nint console, out uint mode);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SetConsoleMode(nint console, uint mode);
}
