using Goji.Git.Locks;
using Goji.Git.Objects;

namespace Goji.Git.Initializing;

/// <summary>
/// A folder that is built under a temporary name and renamed when it is complete, so that a kill leaves no incomplete folder.
/// </summary>
internal sealed class AtomicFolder : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly string place;
    private readonly string building;
    private readonly FileStream alone;

    private AtomicFolder(string place, string building, FileStream alone)
    {
        this.place = place;
        this.building = building;
        this.alone = alone;
    }

    /// <summary>The folder that will take the place.</summary>
    public string Building => Path.Combine(building, "new");

    /// <summary>Begins, with a lock against other processes of this machine, and removes what a killed process began.</summary>
    public static async Task<AtomicFolder> BeginAsync(
        string place, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var parent = Path.GetDirectoryName(place)
            ?? throw new GojiUsageException($"'{place}' cannot be a clone's folder. Name a folder below it.");
        Directory.CreateDirectory(parent);
        var building = Path.Combine(parent, $".{Path.GetFileName(place)}.goji");
        for (var waited = TimeSpan.Zero; ; waited += Step)
        {
            if (HeldFile.TryOpen($"{building}.lock", OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None) is { } alone)
            {
                if (IsStillAt(alone, $"{building}.lock"))
                {
                    RepositoryFolder.Delete(building);
                    return new AtomicFolder(place, building, alone);
                }

                await alone.DisposeAsync();
            }
            else if (waited > patience)
            {
                throw new GojiUnavailableException(
                    $"Another Goji process is filling '{place}' (it holds '{building}.lock'), and was not done after "
                        + $"{patience.TotalSeconds:0} seconds. Try again.");
            }

            await Task.Delay(Step, time, cancellationToken);
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

    public void Dispose()
    {
        RepositoryFolder.Delete(building);
        File.Delete(alone.Name);
        alone.Dispose();
    }

    // The one before deletes the file when it is done; who had opened it by then holds a lock on nothing. A random length
    // distinguishes the files.
    private static bool IsStillAt(FileStream file, string path)
    {
        file.SetLength(Random.Shared.Next(1, 1 << 20));
        var there = new FileInfo(path);
        return there.Exists && there.Length == file.Length && there.LastWriteTimeUtc == File.GetLastWriteTimeUtc(file.SafeFileHandle);
    }
}
