namespace Goji.Git.Locks;

/// <summary>Moves and deletes files that other programs may have open.</summary>
/// <remarks>
/// Virus scanners, indexers and editors open files for a moment, and Windows neither moves, replaces nor deletes them until then. Other
/// systems do.
/// </remarks>
internal static class BusyFile
{
    // 0.6 seconds in all, in 6 pauses.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LastPause = FirstPause * 32;

    /// <summary>Moves a file to a place where none is.</summary>
    public static void Move(string source, string target) => Retry(() => File.Move(source, target), OperatingSystem.IsWindows(), Wait);

    /// <summary>Moves a file, and replaces the one at the place.</summary>
    public static void Replace(string source, string target) =>
        Retry(() => File.Move(source, target, overwrite: true), OperatingSystem.IsWindows(), Wait);

    public static void Delete(string file) => Retry(() => File.Delete(file), OperatingSystem.IsWindows(), Wait);

    /// <summary>Makes a change, and again after a pause while another program may have the file open.</summary>
    /// <param name="change">The change.</param>
    /// <param name="onWindows">Whether another program can keep it from being made.</param>
    /// <param name="wait">Waits.</param>
    internal static void Retry(Action change, bool onWindows, Action<TimeSpan> wait)
    {
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                change();
                return;
            }
            catch (Exception failure) when (onWindows && pause <= LastPause && MayBeBusy(failure))
            {
                wait(pause);
            }
        }
    }

    // Windows refuses access where a file that is replaced or deleted is open, and a missing right looks the same.
    private static bool MayBeBusy(Exception failure) =>
        failure is UnauthorizedAccessException || (failure is IOException busy && HeldFile.IsHeld(busy));

#pragma warning disable RS0030 // Working copies and references are changed by synchronous code.
    private static void Wait(TimeSpan pause) => Task.Delay(pause, TimeProvider.System).Wait();
#pragma warning restore RS0030
}
