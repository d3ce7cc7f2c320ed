using Goji.Model;
using Goji.Policies;
using Goji.Ports.Notifications;

namespace Goji.Notifications.Messages;

/// <summary>A receiver of messages about jobs, with its address and its secrets.</summary>
/// <param name="Target">The target as the settings have it.</param>
/// <param name="Address">The address, which may be a secret.</param>
/// <param name="Form">The form of the messages.</param>
internal sealed record MessageTarget(NotificationTarget Target, Uri Address, IMessageForm Form)
{
    private readonly IReadOnlyList<Glob> paths = [.. Target.Paths.Select(Glob.Parse)];

    public string Name => Target.Name;

    /// <summary>Whether the target wants to know of something.</summary>
    public bool Wants(Notification notification) =>
        (paths.Count == 0 || paths.Any(path => path.Matches(notification.File)))
        && notification.State switch
        {
            NotificationState.Running => Has(JobState.Processing),
            NotificationState.Succeeded => Has(JobState.Succeeded)
                || (notification.FailuresBefore > 0 && (Has(JobState.Failed) || Has(JobState.Unknown))),
            NotificationState.Failed => Has(JobState.Failed),
            NotificationState.Unknown => Has(JobState.Unknown),
            _ => false,
        };

    // The generated text would hold the address.
    public override string ToString() => Name;

    /// <summary>The targets of the settings. One without an address is reported and left out.</summary>
    public static IReadOnlyList<MessageTarget> Of(GojiOptions options, Secrets secrets, IGojiLog log, TimeProvider time)
    {
        var targets = new List<MessageTarget>();
        foreach (var target in options.Notifications)
        {
            try
            {
                targets.Add(Of(target, secrets, time));
            }
            catch (GojiUsageException failure)
            {
                log.Write(GojiLogLevel.Warning, "The notification target '{0}' is off: {1}", target.Name, failure.Message);
            }
        }

        return targets;
    }

    private static MessageTarget Of(NotificationTarget target, Secrets secrets, TimeProvider time)
    {
        var text = target.Address ?? Secret(target.AddressFrom!);
        var key = target.SecretFrom is { } name ? Secret(name) : null;
        if (target.Address is null || target.Kind != NotificationKind.CloudEvents)
        {
            secrets.Add(text);
        }

        secrets.Add(key);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address is not { Scheme: "http" or "https", UserInfo.Length: 0 })
        {
            throw new GojiUsageException($"'{target.AddressFrom}' holds no http or https address.");
        }

        return new(target, address, target.Kind switch
        {
            NotificationKind.Slack => new SlackMessages(),
            NotificationKind.Teams => new TeamsMessages(),
            _ => new CloudEventMessages(key, time),
        });
    }

    private static string Secret(string name) =>
        EnvironmentSecret.Read(name)
        ?? throw new GojiUsageException($"The environment variable '{name}' is not set. Set it, or name a file with '{name}_FILE'.");

    private bool Has(JobState state) => Target.States.Contains(state);
}
