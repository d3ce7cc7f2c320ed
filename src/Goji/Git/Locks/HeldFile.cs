namespace Goji.Git.Locks;

/// <summary>Opens a file that one process at a time may hold.</summary>
internal static class HeldFile
{
    // "Resource temporarily unavailable" on Linux and macOS, a sharing violation on Windows: .NET's code for a file that somebody else
    // holds.
    private static readonly int[] Held = OperatingSystem.IsWindows() ? [unchecked((int)0x80070020), unchecked((int)0x80070021)] : [11, 35];

    /// <summary>Whether a file could not be opened because another process holds it.</summary>
    public static bool IsHeld(IOException failure) => Held.Contains(failure.HResult);

    /// <returns>The file, without a buffer; null where another process holds it.</returns>
    /// <exception cref="IOException">The file cannot be opened for another reason, such as a full disk.</exception>
    public static FileStream? TryOpen(string path, FileShare share = FileShare.None)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0);
        }
        catch (IOException failure) when (IsHeld(failure))
        {
            return null;
        }
    }
}
