using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goji.Tool.Server.Webhooks.Payloads;

/// <summary>
/// The payload of a push by Bitbucket: <c>repo:push</c> of the cloud, <c>repo:refs_changed</c> of the data center. All other members are
/// skipped.
/// </summary>
internal sealed record BitbucketPayload
{
    /// <summary>The cloud's list of changes.</summary>
    public Changed? Push { get; set; }

    /// <summary>The data center's list of changes.</summary>
    public IReadOnlyList<Change?>? Changes { get; set; }

    public BitbucketRepository? Repository { get; set; }

    /// <exception cref="JsonException">The text is not the JSON of a push.</exception>
    public static Push Parse(ReadOnlySpan<byte> json)
    {
        var payload = JsonSerializer.Deserialize(json, PayloadJson.Default.BitbucketPayload)
            ?? throw new JsonException("The payload is null.");
        var changes = payload.Push?.Changes ?? payload.Changes ?? throw new JsonException("The payload has neither 'push' nor 'changes'.");
        return new(
            [.. changes.Select(change => change ?? throw new JsonException("A change is null.")).Select(ReferenceOf).OfType<string>()], [])
        {
            Repositories = payload.Repository?.Names.ToList() ?? [],
        };
    }

    private static string? ReferenceOf(Change change) => change switch
    {
        { New: { Type: "branch", Name: { } name } } => $"refs/heads/{name}",
        { RefId: { } reference, Type: not "DELETE" } => reference,
        _ => null,
    };

    /// <summary>The cloud names a path and the address of a page, the data center the addresses to clone from.</summary>
    internal sealed record BitbucketRepository
    {
        [JsonPropertyName("full_name")]
        public string? FullName { get; set; }

        public BitbucketLinks? Links { get; set; }

        public IEnumerable<string> Names =>
            (Links?.Clones ?? [])
                .Append(Links?.Html)
                .Select(link => link?.Href)
                .Append(FullName)
                .OfType<string>()
                .Where(name => name.Length > 0);
    }

    internal sealed record BitbucketLinks
    {
        public BitbucketLink? Html { get; set; }

        [JsonPropertyName("clone")]
        public IReadOnlyList<BitbucketLink?>? Clones { get; set; }
    }

    internal sealed record BitbucketLink(string? Href);

    internal sealed record Changed(IReadOnlyList<Change?>? Changes);

    /// <param name="New">The reference after the push; null where it was deleted.</param>
    /// <param name="RefId">The data center's name of the reference.</param>
    /// <param name="Type">The data center's kind of change: <c>ADD</c>, <c>UPDATE</c>, <c>DELETE</c>.</param>
    internal sealed record Change(Target? New, string? RefId, string? Type);

    internal sealed record Target(string? Type, string? Name);
}
