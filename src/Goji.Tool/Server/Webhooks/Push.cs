using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goji.Tool.Server.Webhooks;

/// <summary>What Goji needs to know of a push. GitHub and GitLab name these alike; whatever else they tell is skipped.</summary>
internal sealed record Push
{
    public string Ref { get; init; } = "";

    /// <summary>Whether the branch was deleted. GitHub's word.</summary>
    public bool Deleted { get; init; }

    /// <summary>The commit that the branch is at now; zeros where it was deleted. GitLab's and GitHub's word.</summary>
    public string After { get; init; } = "";

    public IReadOnlyList<PushedCommit>? Commits { get; init; }

    [JsonIgnore]
    public bool IsDeletion => Deleted || (After.Length > 0 && After.All(digit => digit == '0'));

    /// <exception cref="JsonException">The text is no JSON object, or its members are not of their kinds.</exception>
    public static Push Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<Push>(json, JsonSerializerOptions.Web) ?? throw new JsonException("The payload is null.");
}
