using Goji.Git.Checkout;
using Goji.Git.Clone;
using Goji.Git.Remotes;
using Goji.Model;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Initializing;

/// <summary>Makes the folder of a clone: from a remote, which is scaffolded where it is empty, or as a new repository.</summary>
internal static class JobRepositoryInitializer
{
    private const int PushTries = 8;

    public static async Task<InitReport> InitializeAsync(
        GitSettings settings, IGojiLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.Directory));
        try
        {
            if (IsThere(folder))
            {
                return AlreadyThere(folder, settings);
            }

            using var place = await AtomicFolder.BeginAsync(folder, settings.FolderPatience, time, cancellationToken);
            if (IsThere(folder))
            {
                return AlreadyThere(folder, settings);
            }

            var built = settings with { Directory = place.Building };
            var outcome = settings.Repository is { Length: > 0 } address
                ? await CloneAsync(built, address, place, folder, log, time, cancellationToken)
                : await ScaffoldFolderAsync(built, folder, log, time, cancellationToken);
            place.TakePlace();
            return outcome;
        }
        catch (Exception failure) when (GitFailure.IsForeign(failure))
        {
            throw GitFailure.Explain(failure, $"The jobs repository in '{folder}' could not be made");
        }
    }

    /// <summary>Reports what <see cref="InitializeAsync"/> would do, and changes nothing.</summary>
    public static InitReport Preview(GitSettings settings)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.Directory));
        if (IsThere(folder))
        {
            return AlreadyThere(folder, settings);
        }

        return settings.Repository is { Length: > 0 } address
            ? new InitReport(
                folder,
                InitResult.Cloned,
                $"Dry run: '{RemoteAddress.WithoutCredentials(address)}' would be cloned into '{folder}'. Nothing was changed.")
            : new InitReport(
                folder, InitResult.Scaffolded, $"Dry run: a new jobs repository would be scaffolded in '{folder}'. Nothing was changed.");
    }

    private static bool IsThere(string folder)
    {
        if (Repository.IsValid(folder))
        {
            return true;
        }

        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new GojiUsageException(
                $"'{folder}' is there already and is no git repository. Choose another Directory, or move what is there away.");
        }

        return false;
    }

    private static InitReport AlreadyThere(string folder, GitSettings settings)
    {
        using var repository = new Repository(folder);
        var configuration = CloneConfiguration.Of(repository, settings.Variable);
        var origin = OriginAddress.ToFetch(configuration);
        RepositoryKey.RequireSame(settings.Repository, origin, folder, configuration);
        var shown = origin is null ? "it has no origin" : $"its origin is '{RemoteAddress.WithoutCredentials(origin)}'";
        return new InitReport(folder, InitResult.AlreadyThere, $"'{folder}' is a git repository already, {shown}. Nothing was changed.");
    }

    private static async Task<InitReport> ScaffoldFolderAsync(
        GitSettings settings, string folder, IGojiLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        var branch = settings.Branch ?? BranchChoice.LastResort;
        NewRepository.Create(settings.Directory, branch, origin: null);
        using var clone = await LocalClone.OpenAsync(settings, log, time, cancellationToken);
        var commit = NewRepository.WriteScaffold(clone, settings, time);
        NewRepository.ChooseFiles(clone, settings, commit);
        new WorkingCopyUpdate(clone, branch, log).UpdateTo(clone.CommitAt(commit));
        return new InitReport(folder, InitResult.Scaffolded, $"Scaffolded a new jobs repository in '{folder}' on the branch '{branch}'.");
    }

    private static async Task<InitReport> CloneAsync(
        GitSettings settings,
        string address,
        AtomicFolder place,
        string folder,
        IGojiLog log,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        NewRepository.Create(settings.Directory, settings.Branch ?? BranchChoice.LastResort, OriginOf(address));
        var wasEmpty = await new FirstFetch(settings, log, time).FillAsync(cancellationToken);
        using var repository = await LibGit2JobRepository.OpenAsync(settings, log, time, cancellationToken);
        for (var tries = 1; ; tries++)
        {
            var snapshot = (CommitSnapshot)await repository.SyncAsync(cancellationToken);
            var missing = snapshot.Layout.Missing.ToList();
            if (missing.Count == 0)
            {
                repository.UpdateWorkingCopy(snapshot);
                return Cloned(repository, settings, folder, wasEmpty);
            }

            var commit = repository.Commit(snapshot, new CommitDraft($"Add {string.Join(", ", missing)}", [.. Scaffold.Keep(missing)]));
            if (await repository.PushAsync(commit, cancellationToken) == PushOutcome.Accepted)
            {
                repository.UpdateWorkingCopy(commit);
                return Cloned(repository, settings, folder, wasEmpty);
            }

            if (tries == PushTries)
            {
                throw new GojiUnavailableException(
                    $"The missing folders could not be added to '{repository.Address}': others pushed first, {PushTries} times in a row. "
                        + $"Try again.");
            }
        }
    }

    private static InitReport Cloned(LibGit2JobRepository repository, GitSettings settings, string folder, bool wasEmpty) => wasEmpty
        ? new InitReport(
            folder,
            InitResult.Scaffolded,
            $"Scaffolded the empty repository '{repository.Address}' on the branch '{repository.Branch}' and cloned it into '{folder}'.")
        : new InitReport(
            folder,
            InitResult.Cloned,
            $"Cloned the branch '{repository.Branch}' of '{repository.Address}' into '{folder}'."
                + (settings.Sparse ? " The clone is sparse: it has no files of finished jobs." : ""));

    // A relative address starts from where the build runs; git would read it from inside the clone.
    private static string OriginOf(string address)
    {
        RemoteAddress.RequireClear(address);
        return RemoteAddress.IsHttp(address) ? RemoteAddress.WithoutCredentials(address)
            : address.StartsWith("file://", StringComparison.OrdinalIgnoreCase) ? address
            : RemoteAddress.FolderOf(address, Directory.GetCurrentDirectory()) ?? RemoteAddress.WithoutCredentials(address);
    }
}
