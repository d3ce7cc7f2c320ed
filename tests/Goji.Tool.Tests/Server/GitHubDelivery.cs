using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Goji.Tool.Tests.Server;

/// <summary>Deliveries as GitHub makes them, with the members that matter among others.</summary>
internal static class GitHubDelivery
{
    public const string Ping = """{"zen":"Keep it logically awesome.","hook_id":42,"hook":{"type":"Repository","events":["push"]}}""";

    public static string Sign(string payload, string secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(payload)));

    public static string Push(string branch = "main", string message = "Queue a job", string name = "A Person", string email = "person@example.com", bool deleted = false)
    {
        var commit = new
        {
            id = "1b8c3f0e6a7d4c5b9e2f1a0d8c7b6a5f4e3d2c1b",
            message,
            timestamp = "2026-11-22T12:00:00Z",
            author = new { name, email, username = "person" },
            committer = new { name, email, username = "person" },
            added = new[] { "queued/a.yaml" },
            removed = Array.Empty<string>(),
            modified = Array.Empty<string>(),
        };
        return JsonSerializer.Serialize(new
        {
            @ref = $"refs/heads/{branch}",
            before = "9f1c0a2b3d4e5f60718293a4b5c6d7e8f9012345",
            after = deleted ? new string('0', 40) : commit.id,
            created = false,
            deleted,
            forced = false,
            repository = new { id = 1, full_name = "me/my-job-repo", default_branch = "main" },
            pusher = new { name, email },
            commits = deleted ? [] : new[] { commit },
            head_commit = deleted ? null : commit,
        });
    }
}
