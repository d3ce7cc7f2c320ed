using Goji.Git.Objects;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Server.Healing;

/// <summary>
/// Keeps the server's own clone usable. The clone is disposable: what was pushed is at the remote, and what was not is moved aside, never
/// deleted.
/// </summary>
internal sealed partial class CloneKeeper(
    GojiOptions options, ServerState state, RepositoryMetrics metrics, TimeProvider time, ILogger<CloneKeeper> logger)
{
    /// <summary>How many folders are kept aside. They may hold commits that nobody has pushed.</summary>
    private const int MostAside = 2;

    private const string Aside = ".aside-";

    private bool isCloned;

    private string Folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Directory));

    /// <summary>A file beside the clone by which a server knows, after a restart too, that a server made the folder.</summary>
    private string Mark => Path.Combine(Path.GetDirectoryName(Folder)!, $".{Path.GetFileName(Folder)}.goji-server");

    /// <summary>Clones the repository, unless there is a clone.</summary>
    public async Task PrepareAsync(GojiRunner runner, CancellationToken cancellationToken)
    {
        if (isCloned && Path.Exists(Path.Combine(Folder, ".git")))
        {
            return;
        }

        if ((isCloned || File.Exists(Mark))
            && !Path.Exists(Path.Combine(Folder, ".git"))
            && Directory.Exists(Folder)
            && Directory.EnumerateFileSystemEntries(Folder).Any())
        {
            MoveAside("it has lost its .git folder");
        }

        var report = await runner.InitAsync(cancellationToken);
        if (isCloned)
        {
            metrics.Reclones.Inc();
        }

        isCloned = true;
        if (report.Result != InitResult.AlreadyThere)
        {
            await File.WriteAllTextAsync(Mark, "goji server has made the folder beside this file and may replace it.\n", cancellationToken);
        }

        state.Cloned();
        Cloned(report.Message);
    }

    /// <summary>Moves the clone aside where a new one mends the failure.</summary>
    /// <returns>Whether the next pass begins with a new clone.</returns>
    public bool CanRepair(Exception failure) =>
        failure is GojiCloneException && options.Repository is { Length: > 0 } && Path.Exists(Folder) && MoveAside(failure.Message);

    private bool MoveAside(string reason)
    {
        var aside = $"{Folder}{Aside}{time.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'Z'}";
        for (var number = 2; Path.Exists(aside); number++)
        {
            aside = $"{Folder}{Aside}{time.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{number}";
        }

        try
        {
            Directory.Move(Folder, aside);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NotMoved(Folder, failure.Message, reason);
            return false;
        }

        // A folder that was cloned by an earlier server is replaced as one of this server's is.
        isCloned = true;
        MovedAside(Folder, aside, reason);
        DeleteOldest();
        return true;
    }

    private void DeleteOldest()
    {
        var folders = Directory.GetDirectories(Path.GetDirectoryName(Folder)!, Path.GetFileName(Folder) + Aside + "*")
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var folder in folders.SkipLast(MostAside))
        {
            try
            {
                RepositoryFolder.Delete(folder);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                NotDeleted(folder, failure.Message);
            }
        }
    }

    [LoggerMessage(20, LogLevel.Information, "{Text}")]
    private partial void Cloned(string text);

    [LoggerMessage(
        40, LogLevel.Warning, "The clone '{Folder}' cannot be used and is cloned again: {Reason} What it held was moved to '{Aside}'.")]
    private partial void MovedAside(string folder, string aside, string reason);

    [LoggerMessage(
        41, LogLevel.Error, "The clone '{Folder}' cannot be used ({Reason}) and cannot be moved aside: {Failure} Delete what is in it.")]
    private partial void NotMoved(string folder, string failure, string reason);

    [LoggerMessage(42, LogLevel.Warning, "The old clone '{Folder}' cannot be deleted: {Failure} Delete it by hand.")]
    private partial void NotDeleted(string folder, string failure);
}
