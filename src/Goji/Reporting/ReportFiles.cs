using System.Text;

namespace Goji.Reporting;

/// <summary>Writes reports to files.</summary>
public static class ReportFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes a text to a file as UTF-8 without a byte order mark. Its folders are created, and the file changes at once: whoever reads it
    /// meanwhile, or after a crash, has the old one or the new one as a whole.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What it is to hold, such as what <see cref="JsonReport.Write"/> returns.</param>
    /// <exception cref="GojiUsageException">The file cannot be written there.</exception>
    public static void Write(string path, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(text);
        var target = Path.GetFullPath(path);
        try
        {
            var folder = Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target).FullName;
            var draft = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
            Replace(target, draft, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GojiUsageException($"The report '{target}' cannot be written: {exception.Message} Name a file in a folder that this account may write to.", exception);
        }
    }

    private static void Replace(string target, string draft, string text)
    {
        try
        {
            // A rename does not wait for the content to be on disk: without the flush, a crash may leave the new name on an empty file.
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Utf8.GetBytes(text));
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
