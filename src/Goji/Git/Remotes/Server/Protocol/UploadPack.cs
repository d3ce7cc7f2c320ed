using LibGit2Sharp;

namespace Goji.Git.Remotes.Server.Protocol;

/// <summary>
/// The client's side of <c>git-upload-pack</c> in versions 0 to 2: lists branches and fetches one (gitprotocol-pack, gitprotocol-v2).
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="known">The capabilities of an earlier session, where there was one.</param>
internal sealed class UploadPack(IServerConnection connection, ServerCapabilities? known)
{
    private const string Agent = "agent=git/goji";
    private PacketReader? packets;

    /// <summary>The server's capabilities, once the branches were read.</summary>
    public ServerCapabilities? ServerCapabilities { get; private set; }

    /// <summary>Lists the branches, and the branch that HEAD names, born or not.</summary>
    public async Task<RemoteHeads> ReadHeadsAsync()
    {
        if (connection.IsStateless && known is { Version: 2 })
        {
            ServerCapabilities = known;
        }
        else
        {
            packets = await connection.OpenServiceAsync();
            ServerCapabilities = await ServerCapabilities.ReadAsync(packets);
        }

        return ServerCapabilities.Version == 2
            ? await ListAsync()
            : RemoteHeads.Of(ServerCapabilities.References, ServerCapabilities.Head());
    }

    /// <summary>Fetches a commit with all that it needs beyond the commits that are there.</summary>
    /// <param name="wanted">The objects to fetch.</param>
    /// <param name="known">Commits that are there with their history.</param>
    /// <param name="boundary">The commits at which the history that is there ends.</param>
    /// <param name="depth">How many commits to fetch; 0 fetches all.</param>
    /// <param name="withoutFiles">Whether to leave the contents of files at the server, where it can do that.</param>
    /// <param name="pack">Takes the pack.</param>
    /// <returns>The commits at which the history ends, where it was cut off, and those at which it ended and goes on now.</returns>
    public async Task<ShallowInfo> FetchAsync(
        IEnumerable<ObjectId> wanted, IEnumerable<ObjectId> known, IReadOnlyList<string> boundary, int depth, bool withoutFiles,
        Action<ReadOnlyMemory<byte>> pack)
    {
        var ends = new ShallowInfo();
        if (ServerCapabilities!.Version == 2)
        {
            packets = await connection.RequestAsync(Command("fetch")
                .Lines(["no-progress", "ofs-delta"])
                .Lines(boundary.Select(id => $"shallow {id}"))
                .Lines(depth > 0 ? [$"deepen {depth}"] : [])
                .Lines(withoutFiles && ServerCapabilities.Value("fetch")?.Split(' ').Contains("filter") == true ? ["filter blob:none"] : [])
                .Lines(wanted.Select(id => $"want {id}"))
                .Lines(known.Select(id => $"have {id}"))
                .Line("done")
                .Flush()
                .ToArray());
            await ReadSectionsAsync(ends);
        }
        else
        {
            packets = await connection.RequestAsync(FirstVersionRequest([.. wanted], known, boundary, depth));
            await ReadAcknowledgementsAsync(ends);
        }

        await new SideBand(packets, new()).CopyToAsync(pack);
        return ends;
    }

    private async Task<RemoteHeads> ListAsync()
    {
        packets = await connection.RequestAsync(Command("ls-refs")
            .Lines(["symrefs"])
            .Lines(ServerCapabilities!.Value("ls-refs")?.Contains("unborn", StringComparison.Ordinal) == true ? ["unborn"] : [])
            .Lines(["ref-prefix HEAD", $"ref-prefix {BranchName.Prefix}"])
            .Flush()
            .ToArray());
        var references = new Dictionary<string, ObjectId>(StringComparer.Ordinal);
        string? head = null;
        for (var line = await packets.ReadLineAsync(); line is not null; line = await packets.ReadLineAsync())
        {
            if (line.Split(' ') is [var id, var name, .. var attributes])
            {
                const string Target = "symref-target:";
                head = name == "HEAD"
                    ? attributes.FirstOrDefault(each => each.StartsWith(Target, StringComparison.Ordinal))?[Target.Length..] ?? head
                    : head;
                if (ObjectId.TryParse(id, out var tip))
                {
                    references[name] = tip;
                }
            }
        }

        return RemoteHeads.Of(references, head);
    }

    private PacketWriter Command(string name)
    {
        var message = new PacketWriter().Line($"command={name}");
        message.Lines(ServerCapabilities!.Can("agent") ? [Agent] : []);
        message.Lines(ServerCapabilities.Can("object-format") ? ["object-format=sha1"] : []);
        return message.Delimiter();
    }

    private byte[] FirstVersionRequest(List<ObjectId> wanted, IEnumerable<ObjectId> known, IReadOnlyList<string> boundary, int depth)
    {
        if (!ServerCapabilities!.Can("side-band-64k"))
        {
            throw RemoteFailureException.PersonActs(
                "the server lacks git's capability 'side-band-64k'", "Use a server with git 1.7 or later.");
        }

        string[] offered = ["multi_ack_detailed", "side-band-64k", "ofs-delta", "no-progress"];
        var capabilities = string.Join(' ', offered.Where(ServerCapabilities.Can).Append(Agent));
        return new PacketWriter()
            .Lines(wanted.Select((id, index) => index == 0 ? $"want {id} {capabilities}" : $"want {id}"))
            .Lines(boundary.Select(id => $"shallow {id}"))
            .Lines(depth > 0 ? [$"deepen {depth}"] : [])
            .Flush()
            .Lines(known.Select(id => $"have {id}"))
            .Line("done")
            .ToArray();
    }

    private async Task ReadSectionsAsync(ShallowInfo ends)
    {
        while (true)
        {
            switch (await packets!.ReadAsync())
            {
                case PacketKind.End or PacketKind.Flush:
                    throw new EndOfStreamException("the server ended the connection before it sent the pack");

                case PacketKind.Data when packets.Line == "packfile":
                    await packets.ReadAsync();
                    return;

                case PacketKind.Data:
                    ends.Take(packets.Line);
                    break;
            }
        }
    }

    // The acknowledgements end where the bands of the pack begin.
    private async Task ReadAcknowledgementsAsync(ShallowInfo ends)
    {
        while (true)
        {
            switch (await packets!.ReadAsync())
            {
                case PacketKind.End:
                    throw new EndOfStreamException("the server ended the connection before it sent the pack");

                case PacketKind.Data when packets.Content.Span is [<= 3, ..]:
                    return;

                case PacketKind.Data:
                    ends.Take(packets.Line);
                    break;
            }
        }
    }
}
