using Goji.Answers.Http;
using Goji.Ports.Answers;

namespace Goji.Answers.Messages;

/// <summary>Sends the messages of one target: each once, as far as this process and the repository know.</summary>
/// <param name="name">The name of the target.</param>
/// <param name="client">Sends the requests.</param>
/// <param name="log">The log.</param>
/// <param name="time">The clock.</param>
internal sealed class MessageChannel(string name, AnswerClient client, IGojiLog log, TimeProvider time)
    : AnswerChannel(name, Grace, client, log, time)
{
    /// <summary>How long messages are left to the runner whose verdict they are about. It records that it has sent them.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <summary>Takes what is to be reported now.</summary>
    public void Post(MessageTarget target, IReadOnlyList<Answer> answers, Func<Answer, JobMessage> messageOf)
    {
        lock (Gate)
        {
            var attempts = answers.Where(answer => answer.State != AnswerState.Held).ToList();
            var taken = attempts.Where(Memory.Takes).Where(Memory.IsOpen).ToList();
            Memory.Keep(attempts);
            foreach (var unwanted in taken.Where(answer => answer.IsFinal && !target.Wants(answer)))
            {
                Memory.Reported(unwanted);
            }

            Line.Replace(taken.Where(target.Wants).Select(answer => ParcelOf(target, answer, messageOf(answer))));
        }
    }

    private Parcel ParcelOf(MessageTarget target, Answer answer, JobMessage message) =>
        new(answer.RunId, message.Id, () => target.Form.RequestOf(target.Address, message))
    {
        Name = $"The message to '{Name}' about '{answer.File}'",
        Subject = answer.File,
        Remedy = $"Look at the address and the key of the target '{Name}'.",
        Done = () =>
        {
            lock (Gate)
            {
                Memory.Reported(answer);
            }
        },
    };
}
