using Goji.Ports;
using Goji.Reporting;

namespace Goji.Git.Clone;

/// <summary>A folder that is built beside its place and takes it when it is whole, so that a kill leaves nothing half done in sight.</summary>
internal sealed class NewFolder : IDisposable
{
    private readonly string place;
    private readonly string building;
    private readonly FileStream alone;

    private NewFolder(string place, string building, FileStream alone)
    {
        this.place = place;
        this.building = building;
        this.alone = alone;
    }

    /// <summary>The folder that will take the place.</summary>
    public string Building => Path.Combine(building, "new");

    /// <summary>Another folder to build in, should the first turn out not to do.</summary>
    public string Other => Path.Combine(building, "other");

    /// <summary>Begins, alone on this machine, and sweeps away what a killed process began.</summary>
    public static async Task<NewFolder> BeginAsync(string place, TimeSpan patience, CancellationToken cancellationToken)
    {
        var parent = Path.GetDirectoryName(place) ?? throw new GojiUsageException($"'{place}' cannot be a clone's folder. Name a folder below it.");
        Directory.CreateDirectory(parent);
        var building = Path.Combine(parent, $".{Path.GetFileName(place)}.goji");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                var alone = new FileStream($"{building}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);
                if (IsStillAt(alone, $"{building}.lock"))
                {
                    Delete(building);
                    return new NewFolder(place, building, alone);
                }

                await alone.DisposeAsync();
            }
            catch (IOException failure) when (failure.GetType() == typeof(IOException))
            {
                if (clock.Elapsed > patience)
                {
                    throw new GojiUnavailableException($"Another Goji process is filling '{place}' (it holds '{building}.lock'), and was not done after {patience.TotalSeconds:0} seconds. Try again.", failure);
                }

                await Task.Delay(100, cancellationToken);
            }
        }
    }

    public void TakePlace()
    {
        if (Directory.Exists(place))
        {
            Directory.Delete(place);
        }

        Directory.Move(Building, place);
    }

    /// <summary>Lets the other folder be the one that takes the place.</summary>
    public void TakeOther()
    {
        Delete(Building);
        Directory.Move(Other, Building);
    }

    public void Dispose()
    {
        Delete(building);
        File.Delete(alone.Name);
        alone.Dispose();
    }

    // The one before deletes the file when it is done; who had opened it by then holds a lock on nothing. A length of chance tells the files apart.
    private static bool IsStillAt(FileStream file, string path)
    {
        file.SetLength(Random.Shared.Next(1, 1 << 20));
        var there = new FileInfo(path);
        return there.Exists && there.Length == file.Length && there.LastWriteTimeUtc == File.GetLastWriteTimeUtc(file.SafeFileHandle);
    }

    private static void Delete(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        // Git writes its objects read-only, and Windows refuses to delete such files.
        foreach (var file in OperatingSystem.IsWindows() ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories) : [])
        {
            file.Attributes = FileAttributes.Normal;
        }

        Directory.Delete(folder, recursive: true);
    }
}
