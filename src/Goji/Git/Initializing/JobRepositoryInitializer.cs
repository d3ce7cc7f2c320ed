using Goji.Git.Checkout;
using Goji.Git.Clone;
using Goji.Git.Remotes;
using Goji.Model;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Initializing;

/// <summary>Makes the folder of a clone: from a remote, which is scaffolded where it is empty, or as a new repository.</summary>
internal sealed class JobRepositoryInitializer(GitSettings settings, IGojiLog log, TimeProvider time)
{
    private const int PushTries = 8;

    private readonly string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.Directory));

    public async Task<InitReport> InitializeAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (IsThere())
            {
                return AlreadyThere();
            }

            using var place = await AtomicFolder.BeginAsync(folder, settings.FolderPatience, time, cancellationToken);
            if (IsThere())
            {
                return AlreadyThere();
            }

            var built = settings with { Directory = place.Building };
            var outcome = settings.Repository is { Length: > 0 } address
                ? await CloneAsync(built, address, cancellationToken)
                : await ScaffoldFolderAsync(built, cancellationToken);
            place.TakePlace();
            return outcome;
        }
        catch (Exception failure) when (GitFailure.IsForeign(failure))
        {
            throw GitFailure.Explain(failure, $"The jobs repository in '{folder}' could not be made");
        }
    }

    /// <summary>Reports what <see cref="InitializeAsync"/> would do, and changes nothing.</summary>
    public InitReport Preview()
    {
        if (IsThere())
        {
            return AlreadyThere();
        }

        return settings.Repository is { Length: > 0 } address
            ? new InitReport(
                folder,
                InitResult.Cloned,
                $"Dry run: '{RemoteAddress.WithoutCredentials(address)}' would be cloned into '{folder}'. Nothing was changed.")
            : new InitReport(
                folder, InitResult.Scaffolded, $"Dry run: a new jobs repository would be scaffolded in '{folder}'. Nothing was changed.");
    }

    private bool IsThere()
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

    private InitReport AlreadyThere()
    {
        using var repository = new Repository(folder);
        var configuration = CloneConfiguration.Of(repository, settings.Variable);
        var origin = OriginAddress.ToFetch(configuration);
        RepositoryKey.RequireSame(settings.Repository, origin, folder, configuration);
        var shown = origin is null ? "it has no origin" : $"its origin is '{RemoteAddress.WithoutCredentials(origin)}'";
        return new InitReport(folder, InitResult.AlreadyThere, $"'{folder}' is a git repository already, {shown}. Nothing was changed.");
    }

    private async Task<InitReport> ScaffoldFolderAsync(GitSettings built, CancellationToken cancellationToken)
    {
        var branch = settings.Branch ?? BranchChoice.LastResort;
        NewRepository.Create(built.Directory, branch, origin: null);
        using var clone = await LocalClone.OpenAsync(built, log, time, cancellationToken);
        var commit = NewRepository.WriteScaffold(clone, settings, time);
        NewRepository.ChooseFiles(clone, settings, commit);
        new WorkingCopyUpdate(clone, branch, log).UpdateTo(clone.CommitAt(commit));
        return new InitReport(folder, InitResult.Scaffolded, $"Scaffolded a new jobs repository in '{folder}' on the branch '{branch}'.");
    }

    private async Task<InitReport> CloneAsync(GitSettings built, string address, CancellationToken cancellationToken)
    {
        NewRepository.Create(
            built.Directory,
            settings.Branch ?? BranchChoice.LastResort,
            repository => OriginOf(address, CloneConfiguration.Of(repository, settings.Variable)));
        var wasEmpty = await new FirstFetch(built, log, time).FillAsync(cancellationToken);
        using var repository = await LibGit2JobRepository.OpenAsync(built, log, time, cancellationToken);
        var retries = new RemoteRetries(log, time);
        for (var tries = 1; ; tries++)
        {
            var snapshot = (CommitSnapshot)await retries.CallAsync(() => repository.SyncAsync(cancellationToken), cancellationToken);
            var missing = snapshot.Layout.Missing.ToList();
            if (missing.Count == 0)
            {
                repository.UpdateWorkingCopy(snapshot);
                return Cloned(repository, wasEmpty);
            }

            var commit = repository.Commit(snapshot, new CommitDraft($"Add {string.Join(", ", missing)}", [.. Scaffold.Keep(missing)]));
            if (await retries.CallAsync(() => repository.PushAsync(commit, cancellationToken), cancellationToken) == PushOutcome.Accepted)
            {
                repository.UpdateWorkingCopy(commit);
                return Cloned(repository, wasEmpty);
            }

            if (tries == PushTries)
            {
                throw new GojiUnavailableException(
                    $"The missing folders could not be added to '{repository.Address}': others pushed first, {PushTries} times in a row. "
                        + $"Try again.");
            }
        }
    }

    private InitReport Cloned(LibGit2JobRepository repository, bool wasEmpty) => wasEmpty
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
    private static string OriginOf(string address, CloneConfiguration configuration)
    {
        RemoteAddress.RequireClear(address);
        if (RemoteAddress.IsHttp(address)
            || address.StartsWith("file://", StringComparison.OrdinalIgnoreCase)
            || OriginAddress.Replaced(address, configuration) != address
            || RemoteAddress.FolderOf(address, Directory.GetCurrentDirectory()) is not { } folder)
        {
            return RemoteAddress.WithoutCredentials(address);
        }

        return Directory.Exists(folder) || !RemoteAddress.LooksLikeHost(address) ? folder : throw new GojiUsageException(
            $"There is no folder '{address}'. If it is the address of a git host, write https:// in front of it.");
    }
}
