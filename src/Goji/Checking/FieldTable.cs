using System.Collections.Frozen;

namespace Goji.Checking;

/// <summary>
/// The fields of the kinds that job files hold, from the models of KubernetesClient. A test writes the file that is embedded here, and
/// fails when the models have changed:
/// each line is the type and its fields; a line that begins with <c>=</c> names the type of a kind.
/// </summary>
internal static class FieldTable
{
    private static readonly Lazy<(
        FrozenDictionary<string,
        FieldType> Roots,
        FrozenDictionary<string,
        FrozenDictionary<string,
        FieldType>> Types)> Content = new(Read);

    public static FieldType? Root(string apiVersion, string kind) =>
        Content.Value.Roots.TryGetValue($"{apiVersion}/{kind}", out var type) ? type : null;

    public static FrozenDictionary<string, FieldType> Fields(string type) => Content.Value.Types[type];

    private static (FrozenDictionary<string, FieldType> Roots, FrozenDictionary<string, FrozenDictionary<string, FieldType>> Types) Read()
    {
        using var reader = new StreamReader(typeof(FieldTable).Assembly.GetManifestResourceStream("Goji.Checking.fields.txt")!);
        var roots = new Dictionary<string, FieldType>();
        var types = new Dictionary<string, FrozenDictionary<string, FieldType>>();
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            if (words[0] == "=")
            {
                roots.Add(words[1], new(words[2]));
            }
            else
            {
                types.Add(
                    words[0],
                    words.Skip(1).Select(word => word.Split('=')).ToFrozenDictionary(field => field[0], field => new FieldType(field[1])));
            }
        }

        return (roots.ToFrozenDictionary(), types.ToFrozenDictionary());
    }
}
