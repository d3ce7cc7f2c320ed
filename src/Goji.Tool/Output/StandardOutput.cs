using Microsoft.Win32.SafeHandles;

namespace Goji.Tool.Output;

/// <summary>
/// Standard output. The console's own stream drops everything without an error once nobody reads a pipe: a command that follows a log
/// would go on for nobody.
/// </summary>
internal static class StandardOutput
{
    private const int Handle = 1;

    /// <summary>Opens a pipe as it is, and everything else as the console does.</summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        try
        {
            var stream = new FileStream(new SafeFileHandle(Handle, ownsHandle: false), FileAccess.Write, bufferSize: 0);

            // A file has a position, which other programs share.
            return stream.CanSeek ? Console.OpenStandardOutput() : stream;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardOutput();
        }
    }
}
