using System.Globalization;

namespace Goji.Sandbox.Http;

internal sealed class ApiQuery
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public ApiQuery(string query)
    {
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            values[Decode(equals < 0 ? pair : pair[..equals])] = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
        }
    }

    public string? this[string name] => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public bool Flag(string name) => this[name] is "true" or "1";

    public long? Number(string name) =>
        long.TryParse(this[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
