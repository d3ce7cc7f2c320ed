using Goji.Git.Clone;
using Goji.Model;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Server;

/// <summary>A remote behind a server that compares before it updates: https, http, ssh, git.</summary>
internal sealed class SmartRemote(LocalClone clone, string url, GitSettings settings, TimeProvider time) : IRemote
{
    public string Address { get; } = RemoteAddress.WithoutCredentials(url);

    public Task<RemoteHeads> ReadHeadsAsync(CancellationToken cancellationToken) => TalkAsync(
        $"The branches of '{Address}' could not be read",
        (_, repository, credentials) =>
        {
            var references = repository.Network.ListReferences(url, credentials.Answer).ToList();
            var head = references.OfType<SymbolicReference>().FirstOrDefault(reference => reference.CanonicalName == "HEAD");
            var branches = references.OfType<DirectReference>()
                .Where(reference => reference.CanonicalName.StartsWith("refs/heads/", StringComparison.Ordinal))
                .ToDictionary(reference => reference.CanonicalName["refs/heads/".Length..], reference => new ObjectId(reference.TargetIdentifier));
            return new RemoteHeads(head?.TargetIdentifier.StartsWith("refs/heads/", StringComparison.Ordinal) == true ? head.TargetIdentifier["refs/heads/".Length..] : null, branches);
        },
        cancellationToken);

    public async Task FetchAsync(string branch, ObjectId tip, CancellationToken cancellationToken)
    {
        await TalkAsync(
            $"The branch '{branch}' of '{Address}' could not be fetched",
            (call, repository, credentials) =>
            {
                clone.Boundary.PutAside();
                var refspec = $"+{LocalClone.BranchReference(branch)}:{LocalClone.TrackingReference(branch)}";
                Commands.Fetch(repository, LocalClone.Origin, [refspec], Options(call, credentials), "goji: fetch");
                clone.Boundary.PutBack();
                return true;
            },
            cancellationToken);
        clone.Refresh();
    }

    /// <summary>Clones the last commits into another folder, without files: LibGit2Sharp hands a depth on when it clones, and not when it fetches.</summary>
    public Task CloneAsync(string folder, string branch, int depth, CancellationToken cancellationToken) => TalkAsync(
        $"'{Address}' could not be cloned",
        (call, _, credentials) =>
        {
            var options = Options(call, credentials);
            options.Depth = depth;
            return Repository.Clone(url, folder, new CloneOptions(options) { BranchName = branch, Checkout = false });
        },
        cancellationToken);

    public async Task<PushOutcome> PushAsync(string branch, ObjectId commit, CancellationToken cancellationToken)
    {
        // A refusal that the server reports for the reference alone is told here and nowhere else: the push itself then ends well.
        string? refusal = null;
        try
        {
            await TalkAsync(
                $"The push to the branch '{branch}' of '{Address}' was broken off, and whether it arrived is not known",
                (call, repository, credentials) =>
                {
                    var options = new PushOptions
                    {
                        CredentialsProvider = credentials.Answer,
                        OnPushStatusError = error => refusal = error.Message,
                        OnPushTransferProgress = (_, _, _) => call.GoesOn(),
                        OnPackBuilderProgress = (_, _, _) => call.GoesOn(),
                        OnNegotiationCompletedBeforePush = _ => call.GoesOn(),
                    };
                    repository.Network.Push(repository.Network.Remotes[LocalClone.Origin], $"{commit}:{LocalClone.BranchReference(branch)}", options);
                    return true;
                },
                cancellationToken);
        }
        catch (GojiException failure) when (failure.InnerException is NonFastForwardException)
        {
            return PushOutcome.Lost;
        }
        catch (GojiException failure) when (failure.InnerException is LibGit2SharpException words && PushRefusal.IsPolicy(words.Message))
        {
            throw Refused(branch, RemoteAddress.WithoutCredentials(words.Message), failure);
        }

        return refusal is null ? PushOutcome.Accepted
            : PushRefusal.IsLostRace(refusal) ? PushOutcome.Lost
            : throw Refused(branch, RemoteAddress.WithoutCredentials(refusal), null);
    }

    private static FetchOptions Options(NetworkCall call, RemoteCredentials credentials) => new()
    {
        TagFetchMode = TagFetchMode.None,
        Prune = false,
        CredentialsProvider = credentials.Answer,
        OnProgress = _ => call.GoesOn(),
        OnTransferProgress = _ => call.GoesOn(),
    };

    private PushRefusedException Refused(string branch, string words, Exception? inner) => new(
        $"'{Address}' refuses pushes to the branch '{branch}': {words.Trim().TrimEnd('.')}. Let the user that Goji pushes as write to this branch, or choose another branch.",
        inner);

    private Task<T> TalkAsync<T>(string what, Func<NetworkCall, Repository, RemoteCredentials, T> talk, CancellationToken cancellationToken) => NetworkCall.RunAsync(
        what,
        settings.RemotePatience,
        time,
        call =>
        {
            using var repository = clone.OpenRepository();
            SshCommand.Check(repository, url);
            var credentials = new RemoteCredentials(settings, repository.Config);
            try
            {
                return talk(call, repository, credentials);
            }
            catch (UserCancelledException)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (LibGit2SharpException failure) when (credentials.WereAsked)
            {
                throw credentials.WereRefused || IsAboutCredentials(failure) ? NotLetIn(what, credentials) : Explain(failure, what);
            }
            catch (Exception failure) when (GitFailure.IsForeign(failure))
            {
                throw Explain(failure, what);
            }
        },
        cancellationToken);

    private static GojiException Explain(Exception failure, string what)
    {
        var words = RemoteAddress.WithoutCredentials(failure.Message).Trim().TrimEnd('.');
        return GitFailure.Explain(failure, what) switch
        {
            (GojiUsageException or GojiUnavailableException) and var typed => typed,
            _ when Says("could not read refs") => new GojiUnavailableException(
                $"{what}: {words}. What ssh says stands in the build's output above: check the key, the server's entry in known_hosts, and the address. " +
                "GIT_SSH_COMMAND can name another command.",
                failure),
            _ when Says("status code: 404") || Says("status code: 403") => new GojiUsageException(
                $"{what}: {words}. Check the address; a host also answers so when the user in GIT_USERNAME and GIT_PASSWORD may not see the repository.", failure),
            _ when Says("certificate") || Says("SSL error") || Says("self-signed") || Says("self signed") => new GojiUsageException(
                $"{what}: {words}. If the server's certificate comes from an authority of your own, name its file in the environment variable SSL_CERT_FILE.", failure),
            _ => new GojiUnavailableException($"{what}: {words}. The remote may be away for a moment: try again, and check its address and the network.", failure),
        };

        bool Says(string phrase) => words.Contains(phrase, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsAboutCredentials(LibGit2SharpException failure) =>
        failure.Message.Contains("authentication", StringComparison.OrdinalIgnoreCase) || failure.Message.Contains("401", StringComparison.Ordinal);

    private static GojiUsageException NotLetIn(string what, RemoteCredentials credentials) => new(credentials.WereRefused
        ? $"{what}: the server refuses the user name and password. Check GIT_USERNAME and GIT_PASSWORD (or the settings Username and Password); a token must be allowed to write."
        : $"{what}: the server asks for a user name and password. Set GIT_USERNAME and GIT_PASSWORD (or the settings Username and Password); a token goes into the password.");
}
