using System.Globalization;

namespace Goji.Benchmarks;

/// <summary>Arguments of the form <c>--name=value</c>.</summary>
internal sealed class Arguments(IEnumerable<string> arguments)
{
    private readonly Dictionary<string, string> values = arguments
        .Select(argument => argument.TrimStart('-').Split('=', 2))
        .ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "", StringComparer.OrdinalIgnoreCase);

    public string this[string name] => Find(name) ?? throw new ArgumentException($"The argument --{name} is missing.");

    public string? Find(string name) => values.GetValueOrDefault(name);

    public int Number(string name, int otherwise) => Find(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
