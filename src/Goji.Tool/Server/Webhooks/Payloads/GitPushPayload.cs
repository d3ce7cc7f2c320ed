using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goji.Tool.Server.Webhooks.Payloads;

/// <summary>The payload of a push by GitHub, Gitea, Forgejo and GitLab, which name these members alike. All others are skipped.</summary>
/// <remarks>
/// The members have setters: generated code gives those that are init-only the default of their type, whatever they are initialized with.
/// </remarks>
internal sealed record GitPushPayload
{
    public required string Ref { get; set; }

    /// <summary>Whether the branch was deleted. GitHub's member.</summary>
    public bool Deleted { get; set; }

    /// <summary>The commit that the branch is at now; zeros where it was deleted.</summary>
    public string After { get; set; } = "";

    public IReadOnlyList<GitCommit?>? Commits { get; set; }

    /// <summary>The repository, as all of them name it.</summary>
    public GitRepository? Repository { get; set; }

    /// <summary>The repository, as GitLab names it besides.</summary>
    public GitRepository? Project { get; set; }

    private bool IsDeletion => Deleted || (After.Length > 0 && After.All(digit => digit == '0'));

    /// <exception cref="JsonException">The text is not the JSON of a push.</exception>
    public static Push Parse(ReadOnlySpan<byte> json)
    {
        var payload = JsonSerializer.Deserialize(json, PayloadJson.Default.GitPushPayload)
            ?? throw new JsonException("The payload is null.");
        return new(
            payload.IsDeletion ? [] : [payload.Ref],
            [.. (payload.Commits ?? []).Select(commit => (commit ?? throw new JsonException("A commit is null.")).ToPushed())])
        {
            Repositories = [.. (payload.Repository?.Names ?? []).Concat(payload.Project?.Names ?? [])],
        };
    }

    internal sealed record GitRepository
    {
        [JsonPropertyName("full_name")]
        public string? FullName { get; set; }

        [JsonPropertyName("path_with_namespace")]
        public string? PathWithNamespace { get; set; }

        [JsonPropertyName("clone_url")]
        public string? CloneUrl { get; set; }

        [JsonPropertyName("ssh_url")]
        public string? SshUrl { get; set; }

        [JsonPropertyName("html_url")]
        public string? HtmlUrl { get; set; }

        [JsonPropertyName("git_http_url")]
        public string? GitHttpUrl { get; set; }

        [JsonPropertyName("git_ssh_url")]
        public string? GitSshUrl { get; set; }

        public IEnumerable<string> Names =>
            ((string?[])[CloneUrl, SshUrl, HtmlUrl, GitHttpUrl, GitSshUrl, FullName, PathWithNamespace])
                .OfType<string>()
                .Where(name => name.Length > 0);
    }

    internal sealed record GitCommit
    {
        public string Message { get; set; } = "";

        public GitPerson? Author { get; set; }

        /// <summary>GitLab names the author alone.</summary>
        public GitPerson? Committer { get; set; }

        public PushedCommit ToPushed() => new(Message, (Committer ?? Author)?.Name, (Committer ?? Author)?.Email);
    }

    internal sealed record GitPerson(string? Name, string? Email);
}
