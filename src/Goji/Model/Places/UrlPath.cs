namespace Goji.Model;

/// <summary>Paths in addresses.</summary>
internal static class UrlPath
{
    /// <summary>Escapes the parts of a path, and leaves its slashes.</summary>
    public static string Escape(string path) => Escape(path.Split('/'));

    /// <summary>Escapes the parts of a path, and puts slashes between them.</summary>
    public static string Escape(IEnumerable<string> parts) => string.Join('/', parts.Select(Uri.EscapeDataString));
}
