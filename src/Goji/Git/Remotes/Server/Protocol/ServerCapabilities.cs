using LibGit2Sharp;

namespace Goji.Git.Remotes.Server.Protocol;

/// <summary>
/// The capability advertisement of a server: the protocol version, the capabilities, and in versions 0 and 1 the references.
/// </summary>
internal sealed class ServerCapabilities
{
    private readonly HashSet<string> capabilities = new(StringComparer.Ordinal);

    /// <summary>0, 1 or 2.</summary>
    public int Version { get; private set; }

    /// <summary>The references by name; empty in version 2, which lists them on request.</summary>
    public Dictionary<string, ObjectId> References { get; } = new(StringComparer.Ordinal);

    public static async Task<ServerCapabilities> ReadAsync(PacketReader packets)
    {
        var capabilities = new ServerCapabilities();
        for (var line = await packets.ReadLineAsync(); line is not null; line = await packets.ReadLineAsync())
        {
            capabilities.Take(line);
        }

        var format = capabilities.Value("object-format");
        return format is null or "sha1" ? capabilities : throw RemoteFailureException.PersonActs(
            $"its object ids are of the kind {format}",
            "Goji's git library reads SHA-1 object ids only: use such a repository for the jobs.");
    }

    public bool Can(string capability) => capabilities.Contains(capability) || Value(capability) is not null;

    /// <summary>The value of a capability of the form <c>name=value</c>.</summary>
    public string? Value(string capability) =>
        capabilities.FirstOrDefault(each => each.StartsWith(capability + "=", StringComparison.Ordinal))?[(capability.Length + 1)..];

    /// <summary>The branch that HEAD names, where the server reports it.</summary>
    public string? Head() => capabilities
        .FirstOrDefault(each => each.StartsWith("symref=HEAD:", StringComparison.Ordinal))?["symref=HEAD:".Length..];

    private void Take(string line)
    {
        if (line.StartsWith("version ", StringComparison.Ordinal))
        {
            Version = line == "version 2" ? 2 : 1;
        }
        else if (Version == 2)
        {
            capabilities.Add(line);
        }
        else if (line.Split('\0', 2) is var parts && parts[0].Split(' ', 2) is [var id, var name])
        {
            capabilities.UnionWith(parts.Length == 2 ? parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries) : []);
            if (ObjectId.TryParse(id, out var value) && value != ObjectId.Zero && id.Length == ObjectId.Zero.Sha.Length)
            {
                References[name] = value;
            }
        }
    }
}
