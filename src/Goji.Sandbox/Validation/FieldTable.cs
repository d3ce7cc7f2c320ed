using System.Collections.Frozen;

namespace Goji.Sandbox.Validation;

/// <summary>
/// The fields of every model that an object of the sandbox may hold, as text in this assembly: <c>src/fields.txt</c>. It has a model's
/// name, and below it a line with the name and type of each field. A test compares the text with the Kubernetes client's models. Nothing
/// reads those by reflection at run time, which a native program does not have.
/// </summary>
internal static class FieldTable
{
    public const string ListOf = "[]";

    public const string MapOf = "map[string]";

    public const string ResourceName = "Goji.Sandbox.Validation.fields.txt";

    private static readonly Lazy<FrozenDictionary<string, string[]>> Models = new(Read);

    public static IEnumerable<(string Name, string Type)> FieldsOf(string model) => Models.Value[model].Select(line =>
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return (line[..space], line[(space + 1)..]);
    });

    private static FrozenDictionary<string, string[]> Read()
    {
        using var stream = typeof(FieldTable).Assembly.GetManifestResourceStream(ResourceName)!;
        using var reader = new StreamReader(stream);
        var models = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string> fields = [];
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '=')
            {
                // The model of a kind, for other readers of the file.
            }
            else if (line[0] != ' ')
            {
                models[line] = fields = [];
            }
            else
            {
                fields.Add(line.TrimStart());
            }
        }

        return models.ToFrozenDictionary(model => model.Key, model => model.Value.ToArray(), StringComparer.Ordinal);
    }
}
