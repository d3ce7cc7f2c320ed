using Goji.Answers.Http;
using Goji.Answers.Statuses;
using Goji.Ports.Answers;

namespace Goji.Answers;

/// <summary>
/// Sends what passes post: the newest state of each job, until the receivers have it. A server keeps one for all of its passes; a pass of
/// its
/// own makes one, waits for it for a bounded time, and leaves the rest to a later pass.
/// </summary>
internal sealed class AnswerQueue : IAnswers, IAsyncDisposable
{
    /// <summary>How long a pass waits for what is still to be sent when it ends.</summary>
    public static readonly TimeSpan PassPatience = TimeSpan.FromSeconds(10);

    /// <summary>From this number on, the order is random: passes that do not know of one another reach all of them together.</summary>
    private const int Many = 50;

    private readonly Lock gate = new();
    private readonly AnswerClient client;
    private readonly AnswerMemory memory;
    private readonly AnswerFile? file;
    private readonly IGojiLog log;
    private readonly TimeSpan patience;
    private readonly SendingLine statuses;
    private readonly Dictionary<string, string> sent = new(StringComparer.Ordinal);
    private IReadOnlyList<Answer> posted = [];
    private IStatusApi? api;
    private AnswerLinks links = new(null, null);

    /// <param name="handler">Sends the requests; null for the network.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">How long a pass waits when it ends; zero where the queue lives on.</param>
    /// <param name="file">Keeps what was reported; null for nothing.</param>
    public AnswerQueue(HttpMessageHandler? handler, IGojiLog log, TimeProvider time, TimeSpan patience, AnswerFile? file = null)
    {
        this.log = log;
        this.patience = patience;
        this.file = file;
        client = new(handler, time);
        statuses = new(client, log, time);
        memory = new(time);
        if (file?.Read() is { } entries)
        {
            memory.Restore(entries);
        }
    }

    public bool AreWanted
    {
        get
        {
            lock (gate)
            {
                return api is not null;
            }
        }
    }

    /// <summary>The number of requests that are still to be sent.</summary>
    internal int Waiting => statuses.Waiting;

    /// <summary>Whether nothing happens until more time has passed. For tests with a clock of their own.</summary>
    internal bool IsQuiet => statuses.IsQuiet;

    /// <summary>Sets where the next requests go, with the newest credentials.</summary>
    /// <param name="newApi">The API for commit statuses; null for none.</param>
    /// <param name="newLinks">What they link to.</param>
    public void Use(IStatusApi? newApi, AnswerLinks newLinks)
    {
        lock (gate)
        {
            api = newApi;
            links = newLinks;
        }
    }

    public void Post(IReadOnlyList<Answer> answers)
    {
        lock (gate)
        {
            posted = answers;
            var taken = answers.Where(memory.Takes).ToHashSet();
            memory.Keep(answers);
            if (api is { } host)
            {
                var open = StatusPlan.Of(answers, links.Of).Where(status => status.Covers.Any(taken.Contains)).Where(IsOpen)
                    .Select(status => ParcelOf(host, status)).ToArray();
                if (open.Length > Many)
                {
                    Random.Shared.Shuffle(open);
                }

                statuses.Replace(open);
            }
        }
    }

    public string? ReportedOf(string file, string runId)
    {
        lock (gate)
        {
            return memory.WordOf(file, runId);
        }
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
        if (patience > TimeSpan.Zero)
        {
            await statuses.FinishAsync(patience, cancellationToken);
            if (statuses.Waiting > 0)
            {
                log.Write(GojiLogLevel.Verbose, "{0} commit statuses are left to a later pass.", statuses.Waiting);
            }
        }

        lock (gate)
        {
            file?.Write(memory.Entries);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await statuses.DisposeAsync();
        client.Dispose();
    }

    private bool IsOpen(CommitStatus status)
    {
        if (!status.Covers.Any(memory.IsOpen))
        {
            return false;
        }

        if (sent.GetValueOrDefault(KeyOf(status)) != TextOf(status))
        {
            return true;
        }

        Remember(status);
        return false;
    }

    private Parcel ParcelOf(IStatusApi host, CommitStatus status) => new(KeyOf(status), TextOf(status), () => host.RequestOf(status))
    {
        Name = $"The status '{status.Context}' of commit {status.Commit}",
        Remedy = $"The token (GOJI_STATUS_TOKEN or GIT_PASSWORD) needs {host.Needs}.",
        Judge = host.Judge,
        Done = () =>
        {
            lock (gate)
            {
                sent[KeyOf(status)] = TextOf(status);
                Remember(status);
            }
        },
    };

    private void Remember(CommitStatus status)
    {
        foreach (var answer in status.Covers)
        {
            memory.Reported(answer);
        }
    }

    private static string KeyOf(CommitStatus status) => $"{status.Commit} {status.Context}";

    private static string TextOf(CommitStatus status) => $"{status.State} {status.Description}";
}
