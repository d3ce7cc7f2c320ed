using Goji.Git.Clone;
using Goji.Git.Remotes.Server.Http;
using Goji.Git.Remotes.Server.Protocol;
using Goji.Git.Remotes.Server.Ssh;
using Goji.Model;
using Goji.Ports;
using LibGit2Sharp;

namespace Goji.Git.Remotes.Server;

/// <summary>A remote behind a server that compares before it updates: https, http, ssh, git.</summary>
/// <remarks>
/// The session is Goji's own: libgit2 sends no depth over ssh that a server accepts, lets credentials follow a redirect, drops the
/// words of hooks, cannot be stopped, and opens a connection for each step.
/// </remarks>
internal sealed class ServerRemote : IRemote
{
    private readonly LocalClone clone;
    private readonly GitSettings settings;
    private readonly IGojiLog log;
    private readonly TimeProvider time;
    private readonly IServerTransport transport;
    private readonly ResponseStopwatch watch;
    private ServerCapabilities? capabilities;

    /// <param name="clone">The clone.</param>
    /// <param name="url">The address.</param>
    /// <param name="origin">The address of the clone's origin, which the settings' credentials are for.</param>
    /// <param name="settings">The credentials, and how long a server may be silent.</param>
    /// <param name="log">Where what the server reports is written.</param>
    /// <param name="time">The clock.</param>
    public ServerRemote(LocalClone clone, string url, string origin, GitSettings settings, IGojiLog log, TimeProvider time)
    {
        this.clone = clone;
        this.settings = settings;
        this.log = log;
        this.time = time;
        watch = new(time);
        Address = RemoteAddress.WithoutCredentials(url);
        transport = TransportTo(origin, url);
    }

    public string Address { get; }

    public TimeSpan SilentFor => watch.SilentFor;

    public async Task<RemoteHeads> FetchAsync(Func<RemoteHeads, FetchTarget?> choose, CancellationToken cancellationToken)
    {
        var what = $"The branches of '{Address}' could not be read";
        return await TalkAsync(
            () => what,
            "git-upload-pack",
            async connection =>
            {
                var service = new UploadPack(connection, capabilities);
                var heads = await service.ReadHeadsAsync();
                capabilities = service.ServerCapabilities;
                if (choose(heads) is { } wanted)
                {
                    what = $"The branch '{wanted.Branch}' of '{Address}' could not be fetched";
                    await new FetchedPack(clone).TakeAsync(service, wanted);
                }
                else
                {
                    await connection.EndServiceAsync();
                }

                return heads;
            },
            cancellationToken);
    }

    public Task FetchObjectsAsync(IReadOnlyList<ObjectId> objects, bool isFolders, CancellationToken cancellationToken) => TalkAsync(
        () => $"Files of '{Address}' could not be fetched",
        "git-upload-pack",
        async connection =>
        {
            var service = new UploadPack(connection, capabilities);
            await service.ReadHeadsAsync();
            await new FetchedPack(clone).TakeAsync(service, objects, isFolders);
            return true;
        },
        cancellationToken);

    public Task DeepenAsync(string branch, int depth, CancellationToken cancellationToken) => TalkAsync(
        () => $"The history of the branch '{branch}' of '{Address}' could not be fetched",
        "git-upload-pack",
        async connection =>
        {
            var service = new UploadPack(connection, capabilities);
            var heads = await service.ReadHeadsAsync();
            await new FetchedPack(clone).DeepenAsync(service, branch, BranchChoice.TipOf(heads, branch, Address), depth);
            return true;
        },
        cancellationToken);

    public async Task<PushOutcome> PushAsync(string branch, ObjectId commit, CancellationToken cancellationToken)
    {
        var isSent = false;
        return await TalkAsync(
            () => isSent
                ? $"The push to the branch '{branch}' of '{Address}' was broken off, and whether it arrived is not known"
                : $"The push to the branch '{branch}' of '{Address}' failed",
            "git-receive-pack",
            async connection =>
            {
                var service = new ReceivePack(connection);
                try
                {
                    var outcome = await new BranchPush(clone, service).MoveAsync(branch, commit, connection, cancellationToken);
                    if (service.Words.Text is { Length: > 0 } words)
                    {
                        log.Write(GojiLogLevel.Verbose, "'{0}' reports: {1}.", Address, words);
                    }

                    return outcome;
                }
                catch (PushDeclinedException declined)
                {
                    throw new PushRefusedException($"'{Address}' refuses the push to the branch '{branch}': {declined.Message}");
                }
                finally
                {
                    isSent = service.IsSent;
                }
            },
            cancellationToken);
    }

    public void Dispose() => transport.Dispose();

    private IServerTransport TransportTo(string origin, string url)
    {
        RemoteAddress.RequireClear(url);
        return RemoteAddress.IsHttp(url) ? new HttpTransport(origin, url, settings, clone.Configuration, time)
            : url.StartsWith("git://", StringComparison.OrdinalIgnoreCase) ? new GitTransport(ServerAddress.Parse(url))
            : RemoteAddress.IsSsh(url) ? new SshTransport(ServerAddress.Parse(url), clone.Configuration, settings.Variable)
            : throw new GojiUsageException(
                $"The address '{RemoteAddress.WithoutCredentials(url)}' is not one that Goji can use. Use https, http, ssh, git, or a "
                    + $"folder.");
    }

    private async Task<T> TalkAsync<T>(
        Func<string> what, string service, Func<IServerConnection, Task<T>> talk, CancellationToken cancellationToken)
    {
        using var session = new ServerSession(settings.RemotePatience, time, watch, cancellationToken);
        await using var connection = transport.Open(service, session);
        try
        {
            return await talk(connection);
        }
        catch (RemoteFailureException failure)
        {
            throw failure.Explained(what());
        }
        catch (LibGit2SharpException failure)
        {
            throw GitFailure.Explain(failure, what());
        }
        catch (Exception failure) when (failure is not GojiException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (session.IsSilent)
            {
                throw session.Silence.Explained(what());
            }

            if (failure is IOException
                or HttpRequestException
                or System.Net.Sockets.SocketException
                or ObjectDisposedException
                or OperationCanceledException)
            {
                throw (await connection.ExplainAsync(failure)).Explained(what());
            }

            throw;
        }
    }
}
