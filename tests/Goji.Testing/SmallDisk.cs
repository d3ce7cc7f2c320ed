using System.Diagnostics;

namespace Goji.Testing;

/// <summary>A disk of a few megabytes in memory, which can be filled and emptied.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Whether the system lets us mount one.</summary>
    public static bool IsPossible { get; } = OperatingSystem.IsLinux() && Need.IsMet("/usr/bin/mount") && Try();

    public static SmallDisk Mount(string path, int megabytes)
    {
        Directory.CreateDirectory(path);
        return Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "goji", path) ? new SmallDisk(path) : throw new InvalidOperationException($"No disk could be mounted at {path}.");
    }

    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }

    public void Empty() => File.Delete(Ballast);

    public void Protect() => Run("mount", "-o", "remount,ro", Path);

    public void Dispose() => Run("umount", "-l", Path);

    private static bool Try()
    {
        using var place = new TemporaryDirectory();
        if (!Run("mount", "-t", "tmpfs", "-o", "size=1m", "goji", place.Path))
        {
            return false;
        }

        Run("umount", place.Path);
        return true;
    }

    private static bool Run(string program, params string[] arguments) => ChildProcess.Run(new ProcessStartInfo(program, arguments)).ExitCode == 0;
}
