using System.Diagnostics;
using System.Text;

namespace Goji.Benchmarks.Fixtures;

/// <summary>Writes one commit of many files into a bare repository in one go, with <c>git fast-import</c>.</summary>
internal static class FastImport
{
    public static async Task CommitAsync(string repository, IEnumerable<(string Path, string Content)> files, bool onTop = false)
    {
        using var process = Process.Start(new ProcessStartInfo("git", ["fast-import", "--quiet"]) { WorkingDirectory = repository, RedirectStandardInput = true })!;
        await using (var stream = process.StandardInput.BaseStream)
        {
            await WriteAsync(stream, $"commit refs/heads/master\ncommitter A Person <person@example.com> {DateTimeOffset.UtcNow.ToUnixTimeSeconds()} +0000\ndata 5\nQueue\n");
            await WriteAsync(stream, onTop ? "from refs/heads/master^0\n" : "");
            foreach (var (path, content) in files)
            {
                await WriteAsync(stream, $"M 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}\n");
            }
        }

        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"git fast-import: exit code {process.ExitCode}");
        }
    }

    private static ValueTask WriteAsync(Stream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text));
}
