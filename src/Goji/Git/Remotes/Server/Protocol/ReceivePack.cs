using LibGit2Sharp;

namespace Goji.Git.Remotes.Server.Protocol;

/// <summary>
/// The client's side of <c>git-receive-pack</c>: moves one branch, which the server compares with the value that the client has seen.
/// </summary>
internal sealed class ReceivePack(IServerConnection connection)
{
    private const string Agent = "agent=git/goji";
    private ServerCapabilities? server;

    /// <summary>Whether the pack was sent, from which moment on the push may land.</summary>
    public bool IsSent { get; private set; }

    /// <summary>What the server and its hooks wrote.</summary>
    public ServerMessages Words { get; } = new();

    public async Task<IReadOnlyDictionary<string, ObjectId>> ReadReferencesAsync()
    {
        server = await ServerCapabilities.ReadAsync(await connection.OpenServiceAsync());
        return server.References;
    }

    /// <summary>Moves a reference.</summary>
    /// <returns>Null where the reference has moved, else the server's reason.</returns>
    public async Task<string?> MoveAsync(string reference, ObjectId? from, ObjectId to, string pack)
    {
        string[] offered = ["report-status", "side-band-64k", "quiet"];
        var capabilities = string.Join(' ', offered.Where(server!.Can).Append(Agent));
        var message = new PacketWriter().Line($"{from ?? ObjectId.Zero} {to} {reference}\0 {capabilities}").Flush().ToArray();
        IsSent = true;
        var packets = await connection.RequestAsync(message, pack);
        return Result(server.Can("side-band-64k") ? await ReadBandsAsync(packets) : await ReadPlainAsync(packets), reference);
    }

    private async Task<List<string>> ReadBandsAsync(PacketReader packets)
    {
        using var report = new MemoryStream();
        await new SideBand(packets, Words).CopyToAsync(content => report.Write(content.Span));
        return [.. PacketReader.Lines(report.ToArray())];
    }

    private static async Task<List<string>> ReadPlainAsync(PacketReader packets)
    {
        var lines = new List<string>();
        while (await packets.ReadAsync() == PacketKind.Data)
        {
            lines.Add(packets.Line);
        }

        return lines;
    }

    private static string? Result(List<string> report, string reference)
    {
        const string Unpack = "unpack ";
        if (report.Find(line => line.StartsWith(Unpack, StringComparison.Ordinal)) is { } unpacked && unpacked != Unpack + "ok")
        {
            throw RemoteFailureException.TryAgain(
                $"the server could not store the objects: {ServerMessages.Plain(unpacked[Unpack.Length..])}",
                "Try again; if that does not help, check the server's disk.");
        }

        if (report.Contains($"ok {reference}"))
        {
            return null;
        }

        var refused = $"ng {reference} ";
        return report.Find(line => line.StartsWith(refused, StringComparison.Ordinal)) is { } reason
            ? ServerMessages.Plain(reason[refused.Length..])
            : throw new EndOfStreamException("the server ended the connection without a report");
    }
}
