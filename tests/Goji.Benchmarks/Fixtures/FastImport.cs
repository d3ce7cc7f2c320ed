using System.Diagnostics;
using System.Text;

namespace Goji.Benchmarks.Fixtures;

/// <summary>Writes commits of many files, or many commits, into a bare repository in one go, with <c>git fast-import</c>.</summary>
internal static class FastImport
{
    public static Task CommitAsync(string repository, IEnumerable<(string Path, string Content)> files, bool onTop = false) => CommitAllAsync(repository, [files], onTop);

    /// <summary>Writes commits that follow one another.</summary>
    public static async Task CommitAllAsync(string repository, IEnumerable<IEnumerable<(string Path, string Content)>> commits, bool onTop = false)
    {
        using var process = Process.Start(new ProcessStartInfo("git", ["fast-import", "--quiet"]) { WorkingDirectory = repository, RedirectStandardInput = true })!;
        await using (var stream = process.StandardInput.BaseStream)
        {
            var from = onTop ? "from refs/heads/master^0\n" : "";
            foreach (var files in commits)
            {
                await WriteAsync(stream, $"commit refs/heads/master\ncommitter A Person <person@example.com> {DateTimeOffset.UtcNow.ToUnixTimeSeconds()} +0000\ndata 5\nQueue\n{from}");
                foreach (var (path, content) in files)
                {
                    await WriteAsync(stream, $"M 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}\n");
                }

                // The next one follows by itself.
                from = "";
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
