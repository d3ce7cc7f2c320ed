using Goji.Answers.Http;
using Goji.Ports.Answers;
using Goji.Records;

namespace Goji.Answers.Messages;

/// <summary>Sends the messages of one target: each once, as far as this process and the repository know.</summary>
internal sealed class MessageChannel : IAsyncDisposable
{
    /// <summary>How long messages are left to the runner whose verdict they are about. It records that it has sent them.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly AnswerMemory memory;
    private readonly SendingLine line;

    /// <param name="name">The name of the target.</param>
    /// <param name="client">Sends the requests.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    public MessageChannel(string name, AnswerClient client, IGojiLog log, TimeProvider time)
    {
        Name = name;
        memory = new(name, Grace, time);
        line = new(client, log, time);
    }

    public string Name { get; }

    public SendingLine Line => line;

    /// <summary>Takes what is to be reported now.</summary>
    public void Post(MessageTarget target, IReadOnlyList<Answer> answers, Func<Answer, JobMessage> messageOf)
    {
        lock (gate)
        {
            var attempts = answers.Where(answer => answer.State != AnswerState.Held).ToList();
            var taken = attempts.Where(memory.Takes).Where(memory.IsOpen).ToList();
            memory.Keep(attempts);
            foreach (var unwanted in taken.Where(answer => answer.IsFinal && !target.Wants(answer)))
            {
                memory.Reported(unwanted);
            }

            line.Replace(taken.Where(target.Wants).Select(answer => ParcelOf(target, answer, messageOf(answer))));
        }
    }

    public string? WordOf(OpenAnswer entry)
    {
        lock (gate)
        {
            return memory.WordOf(entry.File, entry.RunId);
        }
    }

    public void Restore(IReadOnlyList<ReportedAnswer> entries) => memory.Restore(entries);

    public IReadOnlyList<ReportedAnswer> Entries
    {
        get
        {
            lock (gate)
            {
                return memory.Entries;
            }
        }
    }

    public ValueTask DisposeAsync() => line.DisposeAsync();

    private Parcel ParcelOf(MessageTarget target, Answer answer, JobMessage message) =>
        new(answer.RunId, message.Id, () => target.Form.RequestOf(target.Address, message))
    {
        Name = $"The message to '{Name}' about '{answer.File}'",
        Remedy = $"Look at the address and the key of the target '{Name}'.",
        Done = () =>
        {
            lock (gate)
            {
                memory.Reported(answer);
            }
        },
    };
}
