using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Goji.Sandbox.Api.Selecting;
using Goji.Sandbox.Http;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Reading;

/// <summary>One watch: sends every change of its objects, including changes that only time causes.</summary>
internal sealed class WatchStream
{
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromMinutes(1);

    private readonly Cluster cluster;
    private readonly ResourceKind kind;
    private readonly Selector selector;
    private readonly string? ns;
    private readonly bool wantsBookmarks;
    private readonly bool wantsTable;
    private readonly bool wantsInitial;
    private readonly long from;
    private readonly TimeSpan life;
    private readonly Channel<Change> changes = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<byte[]> opening = [];
    private long version;

    public WatchStream(Cluster cluster, ApiTarget target, ApiRequest request, Selector selector)
    {
        this.cluster = cluster;
        this.selector = selector;
        kind = target.Kind;
        ns = target.Namespace;
        wantsBookmarks = request.Query.Flag("allowWatchBookmarks");
        wantsTable = request.WantsTable;
        life = request.Query.Number("timeoutSeconds") is { } seconds and > 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, (long)LongestLife.TotalSeconds))
            : UsualLife;
        from = request.Query.Number("resourceVersion") ?? 0;
        wantsInitial = request.Query.Flag("sendInitialEvents");
    }

    public async Task RunAsync(Stream into, CancellationToken cancellationToken)
    {
        using var lived = new CancellationTokenSource(life, cluster.Clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(lived.Token, cancellationToken);
        try
        {
            // The present objects and the subscription are taken at one moment, so that no change is missed. A watch without a reader
            // subscribes to nothing.
            cluster.Read<object?>((store, _) =>
            {
                Begin(store);
                cluster.Changed += Enqueue;
                return null;
            });
            foreach (var line in opening)
            {
                await into.WriteAsync(line, end.Token);
            }

            await into.FlushAsync(end.Token);
            do
            {
                await SendChangesAsync(into, end.Token);
            }
            while (await WaitAsync(into, end.Token));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The timeout of the watch is up, or the client has gone: it ends without an error.
        }
        finally
        {
            cluster.Changed -= Enqueue;
        }
    }

    private void Begin(ObjectStore store)
    {
        version = store.Version;
        if (from == 0 || wantsInitial)
        {
            opening.AddRange(store.In(kind, ns).Where(selector.Matches).Select(one => Line("ADDED", one)));
            if (wantsInitial)
            {
                opening.Add(Bookmark(isInitialEnd: true));
            }
        }
        else if (from < store.ForgottenVersion)
        {
            var gone = ApiFailure.Expired($"too old resource version: {from} ({store.ForgottenVersion})").ToStatus();
            opening.Add(Line("ERROR", JsonText.Bytes(gone)));
            changes.Writer.TryComplete();
        }
        else
        {
            opening.AddRange(store.History.Where(change => change.Version > from).Select(EventOf).OfType<byte[]>());
        }
    }

    private void Enqueue(Change change) => changes.Writer.TryWrite(change);

    private async Task SendChangesAsync(Stream into, CancellationToken cancellationToken)
    {
        var hasSent = false;
        while (changes.Reader.TryRead(out var change))
        {
            version = change.Version;
            if (EventOf(change) is { } line)
            {
                await into.WriteAsync(line, cancellationToken);
                hasSent = true;
            }
        }

        if (hasSent)
        {
            await into.FlushAsync(cancellationToken);
        }
    }

    private async Task<bool> WaitAsync(Stream into, CancellationToken cancellationToken)
    {
        if (changes.Reader.Completion.IsCompleted)
        {
            return false;
        }

        var next = cluster.AdvanceAndAskForNext();
        var pause = next < BookmarkEvery ? next.Value : BookmarkEvery;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var news = changes.Reader.WaitToReadAsync(waiting.Token).AsTask();
        var time = Task.Delay(pause, cluster.Clock, waiting.Token);
        var first = await Task.WhenAny(news, time);
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (first == time && pause == BookmarkEvery && wantsBookmarks)
        {
            await into.WriteAsync(Bookmark(isInitialEnd: false), cancellationToken);
            await into.FlushAsync(cancellationToken);
        }

        return true;
    }

    private byte[]? EventOf(Change change)
    {
        var one = change.Object;
        if (one.Kind != kind || (ns is not null && one.Namespace != ns))
        {
            return null;
        }

        var isNow = selector.Matches(one);
        var was = change.Before is { } before && selector.Matches(before);
        return (change.Type, was, isNow) switch
        {
            (ChangeType.Deleted, true, _) => Line("DELETED", one),
            (ChangeType.Deleted, _, _) => null,
            (_, false, true) => Line("ADDED", one),
            (_, true, true) => Line("MODIFIED", one),
            (_, true, false) => Line("DELETED", one),
            _ => null,
        };
    }

    private byte[] Bookmark(bool isInitialEnd)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        if (isInitialEnd)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        return Line(
            "BOOKMARK",
            JsonText.Bytes(new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion, ["metadata"] = metadata }));
    }

    private byte[] Line(string type, StoredObject one) =>
        Line(
            type,
            wantsTable
                ? Table.Write(kind, new ListPage([one], one.Version, null, null), cluster.Clock.GetUtcNow(), includeObject: "Metadata")
                : one.Json);

    private static byte[] Line(string type, byte[] json) =>
        [.. Encoding.ASCII.GetBytes($"{{\"type\":\"{type}\",\"object\":"), .. json, (byte)'}', (byte)'\n'];
}
