using System.Text;

namespace Goji.Benchmarks.Work;

/// <summary>What observing N jobs costs at least: their pages, received and not looked at.</summary>
internal static class ListFloor
{
    private static readonly byte[] Continue = Encoding.ASCII.GetBytes("\"continue\":\"");

    public static async Task<string> RunAsync(Arguments arguments)
    {
        using var cluster = new BareCluster(arguments);
        var query = $"limit={arguments.Number("page", 500)}&labelSelector={Uri.EscapeDataString(arguments["selector"])}";
        var pages = 0;
        for (var next = ""; next is not null; pages++)
        {
            next = NextOf(await cluster.ListAsync(next.Length == 0 ? query : $"{query}&continue={Uri.EscapeDataString(next)}", CancellationToken.None));
        }

        return $"{pages} pages";
    }

    private static string? NextOf(byte[] page)
    {
        var at = page.AsSpan().IndexOf(Continue);
        if (at < 0)
        {
            return null;
        }

        var rest = page.AsSpan(at + Continue.Length);
        var token = Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'"')]);
        return token.Length == 0 ? null : token;
    }
}
