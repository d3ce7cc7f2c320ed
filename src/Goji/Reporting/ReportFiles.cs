using System.Text;

namespace Goji.Reporting;

/// <summary>Writes reports to files.</summary>
public static class ReportFiles
{
    internal static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes a text to a file as UTF-8 without a byte order mark. Its folders are created, and the file changes at once: a
    /// reader sees the old content or the new one, also after a crash.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="GojiUsageException">The file cannot be written there.</exception>
    public static void Write(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, writer => writer.Write(text));
    }

    /// <summary>
    /// Writes a file part by part, as UTF-8 without a byte order mark:
    /// <c>ReportFiles.Write("goji.json", writer => JsonReport.Write(report, writer))</c>. Its folders are created, and the file changes at
    /// once.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="GojiUsageException">The file cannot be written there.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        try
        {
            var folder = Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target).FullName;
            var draft = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
            Replace(target, draft, write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GojiUsageException(
                $"The report '{target}' cannot be written: {exception.Message} Name a file in a folder that this account may write to.",
                exception);
        }
    }

    private static void Replace(string target, string draft, Action<TextWriter> write)
    {
        try
        {
            // A rename does not wait for the content to be on disk: without the flush, a crash may leave the new name on an empty file.
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            using (var writer = new StreamWriter(stream, Utf8))
            {
                write(writer);
                writer.Flush();
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
