namespace Goji.Git.Remotes.Server;

/// <summary>Sends a pack from a file.</summary>
internal static class PackFile
{
    private const int Piece = 64 * 1024;

    /// <summary>Sends the file; each piece that the server takes counts as a sign of life.</summary>
    public static async Task SendAsync(string file, Stream target, ServerSession session, CancellationToken cancellationToken)
    {
        await using var source = File.OpenRead(file);
        var buffer = new byte[Piece];
        for (var count = await source.ReadAsync(buffer, cancellationToken); count > 0;
            count = await source.ReadAsync(buffer, cancellationToken))
        {
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            session.Progress();
        }
    }
}
