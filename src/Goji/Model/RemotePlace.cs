namespace Goji.Model;

/// <summary>The server and the path in the address of a remote on another machine.</summary>
/// <param name="Server">The web address of the server, without a slash at the end. For ssh it is https on the usual port.</param>
/// <param name="Host">The host's name in small letters.</param>
/// <param name="Segments">The parts of the path, decoded, without <c>.git</c>.</param>
/// <param name="IsHttp">Whether the address is an http or https one.</param>
internal sealed record RemotePlace(string Server, string Host, IReadOnlyList<string> Segments, bool IsHttp)
{
    /// <returns>The place; null for a folder, and for an address that is none.</returns>
    public static RemotePlace? Of(string address)
    {
        if (RemoteAddress.IsHttp(address))
        {
            return Uri.TryCreate(address, UriKind.Absolute, out var uri)
                ? new(
                    uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped),
                    uri.IdnHost.ToLowerInvariant(),
                    SegmentsOf(uri.AbsolutePath),
                    IsHttp: true)
                : null;
        }

        if (!RemoteAddress.IsSsh(address))
        {
            return null;
        }

        var text = address.Contains("://", StringComparison.Ordinal) ? address : $"ssh://{FromScpForm(address)}";
        return Uri.TryCreate(text, UriKind.Absolute, out var place) && place.Host.Length > 0
            ? new(
                $"https://{place.IdnHost.ToLowerInvariant()}",
                place.IdnHost.ToLowerInvariant(),
                SegmentsOf(place.AbsolutePath),
                IsHttp: false)
            : null;
    }

    private static string FromScpForm(string address)
    {
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        return $"{address[..colon]}/{address[(colon + 1)..].TrimStart('/')}";
    }

    private static List<string> SegmentsOf(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        if (segments.Count > 0 && segments[^1].EndsWith(".git", StringComparison.OrdinalIgnoreCase))
        {
            segments[^1] = segments[^1][..^4];
        }

        return segments;
    }
}
