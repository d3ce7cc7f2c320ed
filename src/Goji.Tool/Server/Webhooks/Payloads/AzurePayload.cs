using System.Text.Json;

namespace Goji.Tool.Server.Webhooks.Payloads;

/// <summary>The payload of a service hook of Azure DevOps. All members but those of a push are skipped.</summary>
internal sealed record AzurePayload
{
    private const string Zeros = "0000000000000000000000000000000000000000";

    public required string EventType { get; set; }

    public Pushed? Resource { get; set; }

    /// <summary>Whether the event is a push.</summary>
    public bool IsPush => EventType == "git.push";

    /// <exception cref="JsonException">The text is not the JSON of a service hook.</exception>
    public static AzurePayload Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, PayloadJson.Default.AzurePayload) ?? throw new JsonException("The payload is null.");

    /// <exception cref="JsonException">The push has no references.</exception>
    public Push ToPush()
    {
        var updates = Resource?.RefUpdates ?? throw new JsonException("The payload has no 'resource.refUpdates'.");
        return new(
            [.. updates.Select(update => update ?? throw new JsonException("A reference update is null."))
                .Where(update => update.NewObjectId != Zeros)
                .Select(update => update.Name).OfType<string>()],
            [.. (Resource.Commits ?? []).Select(commit => commit ?? throw new JsonException("A commit is null.")).Select(
                commit => new PushedCommit(commit.Comment ?? "", commit.Committer?.Name, commit.Committer?.Email))])
        {
            Repositories = Resource.Repository?.RemoteUrl is { Length: > 0 } url ? [url] : [],
        };
    }

    internal sealed record Pushed(IReadOnlyList<Update?>? RefUpdates, IReadOnlyList<AzureCommit?>? Commits, AzureRepository? Repository);

    internal sealed record AzureRepository(string? RemoteUrl);

    internal sealed record Update(string? Name, string? NewObjectId);

    internal sealed record AzureCommit(string? Comment, AzurePerson? Committer);

    internal sealed record AzurePerson(string? Name, string? Email);
}
