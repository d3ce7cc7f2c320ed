using Goji.Answers.Http;
using Goji.Answers.Messages;
using Goji.Answers.Statuses;
using Goji.Ports.Answers;
using Goji.Records;

namespace Goji.Answers;

/// <summary>
/// Sends what passes post: the newest state of each job, until the receivers have it. A server keeps one for all of its passes; a pass of
/// its own makes one, waits for it for a bounded time, and leaves the rest to a later pass.
/// </summary>
internal sealed class AnswerQueue : IAnswers, IAsyncDisposable
{
    /// <summary>How long a pass waits for what is still to be sent when it ends.</summary>
    public static readonly TimeSpan PassPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long a pass of a server waits for its messages, so that it can record that they were sent.</summary>
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly AnswerClient client;
    private readonly AnswerFile? file;
    private readonly IReadOnlyList<ReportedAnswer> restored;
    private readonly IGojiLog log;
    private readonly TimeProvider time;
    private readonly TimeSpan patience;
    private readonly StatusChannel statuses;
    private readonly Dictionary<string, MessageChannel> messages = new(StringComparer.Ordinal);
    private IReadOnlyList<Answer> posted = [];
    private AnswerRoute route = AnswerRoute.None;

    /// <param name="handler">Sends the requests; null for the network.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">How long a pass waits when it ends; zero where the queue lives on.</param>
    /// <param name="file">Keeps what was reported; null for nothing.</param>
    public AnswerQueue(HttpMessageHandler? handler, IGojiLog log, TimeProvider time, TimeSpan patience, AnswerFile? file = null)
    {
        this.log = log;
        this.time = time;
        this.patience = patience;
        this.file = file;
        client = new(handler, time);
        restored = file?.Read() ?? [];
        statuses = Restored(new StatusChannel(client, log, time));
    }

    public bool AreWanted => !Route().IsNone;

    /// <summary>The number of requests that are still to be sent.</summary>
    internal int Waiting => Lines().Sum(line => line.Waiting);

    /// <summary>Whether nothing happens until more time has passed. For tests with a clock of their own.</summary>
    internal bool IsQuiet => Lines().TrueForAll(line => line.IsQuiet);

    /// <summary>Sets where the next requests go.</summary>
    public void Use(AnswerRoute newest)
    {
        lock (gate)
        {
            route = newest;
            foreach (var target in newest.Targets.Where(target => !messages.ContainsKey(target.Name)))
            {
                messages[target.Name] = Restored(new MessageChannel(target.Name, client, log, time));
            }
        }
    }

    public void Post(IReadOnlyList<Answer> answers)
    {
        lock (gate)
        {
            posted = answers;
            var (repository, links) = route;
            if (route.Statuses is { } api)
            {
                statuses.Post(api, route.Access, answers, links);
            }

            foreach (var target in route.Targets)
            {
                messages[target.Name].Post(
                    target,
                    answers,
                    answer => new(answer, repository)
                    { Link = links.Of(answer.File), Log = [.. answer.Log.TakeLast(target.Target.LogLines)] });
            }
        }
    }

    public OpenAnswer Noted(OpenAnswer entry)
    {
        var words = InUse()
            .Select(channel => KeyValuePair.Create(channel.Name, channel.WordOf(entry)))
            .Where(item => item.Value is not null);
        return entry.With(words.Select(item => KeyValuePair.Create(item.Key, item.Value!)));
    }

    public bool IsOpen(OpenAnswer entry)
    {
        var words = entry.Words;
        return InUse().Any(channel => !OpenAnswer.IsFinal(words.GetValueOrDefault(channel.Name)));
    }

    public bool IsWorthCommit(OpenAnswer before, OpenAnswer after)
    {
        var (known, now) = (before.Words, after.Words);
        return Route().Targets.Any(target =>
            now.GetValueOrDefault(target.Name) is { } word
            && word != known.GetValueOrDefault(target.Name) && WasSent(target, after));
    }

    public bool HasHeld(string commit)
    {
        lock (gate)
        {
            return posted.Any(answer => answer.State == AnswerState.Held && answer.Commit == commit);
        }
    }

    public async Task EndPassAsync(CancellationToken cancellationToken)
    {
        var lines = Channels().Where(channel => patience > TimeSpan.Zero || channel != statuses).Select(channel => channel.Line);
        await Task.WhenAll(lines.Select(line => line.FinishAsync(patience > TimeSpan.Zero ? patience : ServerPatience, cancellationToken)));
        if (patience > TimeSpan.Zero)
        {
            ReportRest();
        }

        file?.Write([.. Channels().SelectMany(channel => channel.Entries)]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in Channels())
        {
            await channel.DisposeAsync();
        }

        client.Dispose();
    }

    private void ReportRest()
    {
        foreach (var line in Lines().Where(line => line.Subjects.Count > 0))
        {
            var (rest, trouble) = (line.Subjects, line.Trouble);
            log.Write(
                trouble is null ? GojiLogLevel.Verbose : GojiLogLevel.Warning,
                "{0} not sent ({1}){2}. A later pass sends {3}.",
                rest.Count == 1 ? "1 status or message is" : $"{rest.Count} statuses or messages are",
                AnswerText.Names(rest),
                trouble is null ? "" : $": {trouble}",
                rest.Count == 1 ? "it" : "them");
        }
    }

    /// <summary>The channels that reports go through now.</summary>
    private List<AnswerChannel> InUse()
    {
        lock (gate)
        {
            AnswerChannel[] ofStatuses = route.Statuses is null ? [] : [statuses];
            return [.. route.Targets.Select(target => messages[target.Name]), .. ofStatuses];
        }
    }

    private bool WasSent(MessageTarget target, OpenAnswer entry)
    {
        lock (gate)
        {
            return posted.Any(answer => answer.File == entry.File && answer.RunId == entry.RunId && target.Wants(answer));
        }
    }

    private AnswerRoute Route()
    {
        lock (gate)
        {
            return route;
        }
    }

    private List<SendingLine> Lines() => Channels().ConvertAll(channel => channel.Line);

    private List<AnswerChannel> Channels()
    {
        lock (gate)
        {
            return [statuses, .. messages.Values];
        }
    }

    private T Restored<T>(T channel)
        where T : AnswerChannel
    {
        if (restored.Count > 0)
        {
            channel.Restore(restored);
        }

        return channel;
    }
}
