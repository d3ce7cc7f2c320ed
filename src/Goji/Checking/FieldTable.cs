using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Goji.Checking;

/// <summary>
/// The fields of the kinds that job files hold, from the models of KubernetesClient: the file <c>src/fields.txt</c>, which the sandbox uses
/// too. A line that begins with <c>=</c> names the model of a kind. Any other line is a model, and below it, indented, a line with the name
/// and the type of each field. A test of the sandbox writes the file, and fails when the models have changed.
/// </summary>
internal static class FieldTable
{
    private static readonly Lazy<(FrozenDictionary<string, FieldType> Roots, Dictionary<string, List<string>> Models)> Content = new(Read);

    private static readonly ConcurrentDictionary<string, FrozenDictionary<string, FieldType>> Types = new(StringComparer.Ordinal);

    public static FieldType? Root(string apiVersion, string kind) =>
        Content.Value.Roots.TryGetValue($"{apiVersion}/{kind}", out var type) ? type : null;

    public static FrozenDictionary<string, FieldType> Fields(string type) => Types.GetOrAdd(
        type,
        model => Content.Value.Models[model]
            .Select(line => line.Split(' '))
            .ToFrozenDictionary(field => field[0], field => new FieldType(field[1]), StringComparer.Ordinal));

    private static (FrozenDictionary<string, FieldType> Roots, Dictionary<string, List<string>> Models) Read()
    {
        using var reader = new StreamReader(typeof(FieldTable).Assembly.GetManifestResourceStream("Goji.Checking.fields.txt")!);
        var roots = new Dictionary<string, FieldType>(StringComparer.Ordinal);
        var models = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string> fields = [];
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == ' ')
            {
                fields.Add(line.TrimStart());
            }
            else if (line.Split(' ') is ["=", var kind, var model])
            {
                roots.Add(kind, new(model));
            }
            else
            {
                models[line] = fields = [];
            }
        }

        return (roots.ToFrozenDictionary(StringComparer.Ordinal), models);
    }
}
