using Goji.Reconciling;
using LibGit2Sharp;

namespace Goji.Git;

/// <summary>Makes the folder of a clone: from a remote, which is scaffolded where it is empty, or as a new repository.</summary>
internal static class JobRepositoryInitializer
{
    private const int PushTries = 8;

    public static async Task<InitReport> InitializeAsync(GitSettings settings, IGojiLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.Directory));
        try
        {
            if (IsThere(folder))
            {
                return AlreadyThere(folder, settings);
            }

            using var place = await NewFolder.BeginAsync(folder, settings.FolderPatience, cancellationToken);
            if (IsThere(folder))
            {
                return AlreadyThere(folder, settings);
            }

            var built = settings with { Directory = place.Building };
            var outcome = settings.Repository is { Length: > 0 } address
                ? await CloneAsync(built, address, folder, log, time, cancellationToken)
                : ScaffoldFolder(built, folder, log, time);
            place.TakePlace();
            return outcome;
        }
        catch (Exception failure) when (GitFailure.IsForeign(failure))
        {
            throw GitFailure.Explain(failure, $"The jobs repository in \"{folder}\" could not be made");
        }
    }

    private static bool IsThere(string folder)
    {
        if (Repository.IsValid(folder))
        {
            return true;
        }

        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new GojiUsageException($"\"{folder}\" is there already and is no git repository. Choose another Directory, or move what is there away.");
        }

        return false;
    }

    private static InitReport AlreadyThere(string folder, GitSettings settings)
    {
        using var repository = new Repository(folder);
        var origin = repository.Network.Remotes[LocalClone.Origin]?.Url;
        var shown = origin is null ? "it has no origin" : $"its origin is \"{RemoteAddress.WithoutCredentials(origin)}\"";
        var wanted = settings.Repository is { Length: > 0 } address ? RemoteAddress.WithoutCredentials(address) : null;
        var differs = wanted is not null && (origin is null || RemoteAddress.WithoutCredentials(origin) != wanted) ? $" (not \"{wanted}\")" : "";
        return new InitReport(folder, InitResult.AlreadyThere, $"\"{folder}\" is a git repository already, {shown}{differs}. Nothing was changed.");
    }

    private static InitReport ScaffoldFolder(GitSettings settings, string folder, IGojiLog log, TimeProvider time)
    {
        var branch = settings.Branch ?? BranchChoice.LastResort;
        NewRepository.Create(settings.Directory, branch, origin: null);
        using var clone = LocalClone.Open(settings, log);
        new WorkingCopyUpdate(clone, branch, log).BringTo(clone.CommitAt(NewRepository.WriteScaffold(clone, settings, time)));
        return new InitReport(folder, InitResult.Scaffolded, $"Scaffolded a new jobs repository in \"{folder}\" on the branch \"{branch}\".");
    }

    private static async Task<InitReport> CloneAsync(GitSettings settings, string address, string folder, IGojiLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        NewRepository.Create(settings.Directory, settings.Branch ?? BranchChoice.LastResort, OriginOf(address));
        var wasEmpty = await FillAsync(settings, log, time, cancellationToken);
        using var repository = LibGit2JobRepository.Open(settings, log, time);
        for (var tries = 1; ; tries++)
        {
            var snapshot = (CommitSnapshot)await repository.SyncAsync(cancellationToken);
            var missing = snapshot.Layout.Missing.ToList();
            if (missing.Count == 0)
            {
                repository.UpdateWorkingCopy(snapshot);
                return Cloned(repository, folder, wasEmpty);
            }

            var commit = repository.Commit(snapshot, new CommitDraft($"Add {string.Join(", ", missing)}", [.. Scaffold.Keep(missing)]));
            if (await repository.PushAsync(commit, cancellationToken) == PushOutcome.Accepted)
            {
                repository.UpdateWorkingCopy(commit);
                return Cloned(repository, folder, wasEmpty);
            }

            if (tries == PushTries)
            {
                throw new GojiException($"The missing folders could not be added to \"{repository.Address}\": others pushed first, {PushTries} times in a row. Try again.");
            }
        }
    }

    private static InitReport Cloned(LibGit2JobRepository repository, string folder, bool wasEmpty) => wasEmpty
        ? new InitReport(folder, InitResult.Scaffolded, $"Scaffolded the empty repository \"{repository.Address}\" on the branch \"{repository.Branch}\" and cloned it into \"{folder}\".")
        : new InitReport(folder, InitResult.Cloned, $"Cloned the branch \"{repository.Branch}\" of \"{repository.Address}\" into \"{folder}\".");

    /// <summary>Brings the branch's tip into the new clone, or makes the first commit of an empty remote.</summary>
    private static async Task<bool> FillAsync(GitSettings settings, IGojiLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        using var clone = LocalClone.Open(settings, log);
        var remote = Remotes.Of(clone, settings, log, time);
        var heads = await remote.ReadHeadsAsync(cancellationToken);
        var branch = settings.Branch ?? heads.Default ?? BranchChoice.LastResort;
        if (heads.Branches.Count == 0)
        {
            var commit = NewRepository.WriteScaffold(clone, settings, time);
            if (await remote.PushAsync(branch, commit, cancellationToken) == PushOutcome.Accepted)
            {
                NewRepository.Adopt(clone, branch, commit);
                new WorkingCopyUpdate(clone, branch, log).BringTo(clone.CommitAt(commit));
                return true;
            }

            heads = await remote.ReadHeadsAsync(cancellationToken);
        }

        var tip = BranchChoice.TipOf(heads, branch, remote.Address);
        await remote.FetchAsync(branch, tip, settings.CloneDepth, cancellationToken);
        NewRepository.Adopt(clone, branch, tip);
        new WorkingCopyUpdate(clone, branch, log).BringTo(clone.CommitAt(clone.IdOf(LocalClone.TrackingReference(branch)) ?? tip));
        return false;
    }

    // A relative address starts from where the build runs; git would read it from inside the clone.
    private static string OriginOf(string address) =>
        RemoteAddress.IsHttp(address) ? RemoteAddress.WithoutCredentials(address)
        : address.StartsWith("file://", StringComparison.OrdinalIgnoreCase) ? address
        : RemoteAddress.FolderOf(address, Directory.GetCurrentDirectory()) ?? RemoteAddress.WithoutCredentials(address);
}
