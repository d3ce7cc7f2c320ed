using System.Text;

namespace Goji.Tool.Output;

/// <summary>The encoding of what a command writes.</summary>
internal static class OutputEncoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Returns UTF-8 for a file or a pipe on Windows, as git and kubectl write it. The code page of the console there has a question mark
    /// for each character that it lacks, and the files that Goji writes are UTF-8. Everywhere else the console decides.
    /// </summary>
    /// <param name="onWindows">Whether the command runs on Windows.</param>
    /// <param name="isRedirected">Whether the output goes to a file or a pipe.</param>
    /// <param name="console">The encoding of the console.</param>
    /// <returns>An encoding that writes no byte order mark.</returns>
    public static Encoding Of(bool onWindows, bool isRedirected, Encoding console) =>
        (onWindows && isRedirected) || console.Preamble.Length > 0 ? Utf8 : console;
}
