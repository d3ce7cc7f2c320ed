namespace Goji.Testing;

/// <summary>A folder of a test's own, deleted with everything in it when the test ends.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory()
    {
        Path = Directory.CreateTempSubdirectory("goji-").FullName;
    }

    public string Path { get; }

    public string this[string relativePath] => System.IO.Path.Combine(Path, relativePath);

    public void Dispose()
    {
        // Git writes its objects read-only, and Windows refuses to delete such files.
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            if (File.ResolveLinkTarget(file, returnFinalTarget: false) is null)
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }

        Directory.Delete(Path, recursive: true);
    }
}
