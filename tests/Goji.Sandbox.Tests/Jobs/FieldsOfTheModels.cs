using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using Goji.Sandbox.Storage;
using Goji.Sandbox.Validation;
using k8s.Models;

namespace Goji.Sandbox.Tests.Jobs;

/// <summary>The table of fields, which the check of manifests uses too, is that of the Kubernetes client's models.</summary>
public sealed class FieldsOfTheModels
{
    /// <summary>Clients never write objects of the kinds without a model.</summary>
    private static readonly IEnumerable<ResourceKind> Kinds = ResourceKind.All.Where(kind => kind.Model.Length > 0);

    /// <summary>The kinds that job files may hold beside those of the sandbox.</summary>
    private static readonly Type[] Others = [typeof(V1NetworkPolicy)];

    /// <summary>The file to write the table to, where somebody wants it anew: <c>src/fields.txt</c>.</summary>
    private const string WriteTo = "GOJI_WRITE_FIELDS_TO";

    private static readonly Dictionary<Type, string> Scalars = new()
    {
        [typeof(string)] = "string",
        [typeof(int)] = "int32",
        [typeof(long)] = "int64",
        [typeof(double)] = "float64",
        [typeof(bool)] = "bool",
        [typeof(DateTime)] = "time",
        [typeof(byte[])] = "bytes",
        [typeof(ResourceQuantity)] = "quantity",
        [typeof(IntOrString)] = "intOrString",
    };

    [Fact]
    public void The_table_of_fields_is_that_of_the_clients_models()
    {
        var table = Table();
        if (Environment.GetEnvironmentVariable(WriteTo) is { Length: > 0 } file)
        {
            File.WriteAllText(file, table);
        }

        using var stream = typeof(FieldTable).Assembly.GetManifestResourceStream(FieldTable.ResourceName)!;
        using var reader = new StreamReader(stream);
        Assert.True(
            table == reader.ReadToEnd(),
            $"The models of KubernetesClient have changed. Run this test with {WriteTo} set to the path of fields.txt, and build again.");
    }

    [Fact]
    public void Every_kind_has_fields_down_to_its_leaves()
    {
        var seen = new HashSet<FieldSchema>();
        foreach (var kind in Kinds)
        {
            Walk(FieldSchema.Of(kind.Model), seen);
        }

        Assert.True(seen.Count > 300, $"{seen.Count}");
    }

    private static void Walk(FieldSchema schema, HashSet<FieldSchema> seen)
    {
        if (!seen.Add(schema))
        {
            return;
        }

        if (schema.Element is { } element)
        {
            Walk(element, seen);
        }

        foreach (var field in schema.Kind == ValueKind.Structure ? schema.Fields.Values.ToArray() : [])
        {
            Walk(field, seen);
        }
    }

    private static string Table()
    {
        var models = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        var roots = Kinds.Select(kind => typeof(V1Job).Assembly.GetType($"k8s.Models.{kind.Model}", throwOnError: true)!).Concat(Others).ToList();
        var text = new StringBuilder();
        foreach (var root in roots)
        {
            Add(root, models);
            var entity = root.GetCustomAttribute<KubernetesEntityAttribute>()!;
            text.Append($"= {(entity.Group.Length == 0 ? "" : entity.Group + "/")}{entity.ApiVersion}/{entity.Kind} {root.Name}\n");
        }

        foreach (var (model, fields) in models)
        {
            text.Append(model).Append('\n');
            foreach (var (name, type) in fields)
            {
                text.Append("  ").Append(name).Append(' ').Append(type).Append('\n');
            }
        }

        return text.ToString();
    }

    private static void Add(Type model, SortedDictionary<string, SortedDictionary<string, string>> models)
    {
        if (models.ContainsKey(model.Name))
        {
            return;
        }

        var fields = models[model.Name] = new(StringComparer.Ordinal);
        foreach (var property in model.GetProperties())
        {
            if (property.GetCustomAttribute<JsonPropertyNameAttribute>() is { } name)
            {
                fields[name.Name] = NameOf(property.PropertyType, models);
            }
        }
    }

    private static string NameOf(Type type, SortedDictionary<string, SortedDictionary<string, string>> models)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>))
        {
            return FieldTable.ListOf + NameOf(type.GetGenericArguments()[0], models);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
        {
            return FieldTable.MapOf + NameOf(type.GetGenericArguments()[1], models);
        }

        if (Scalars.TryGetValue(type, out var scalar))
        {
            return scalar;
        }

        if (type.Namespace != "k8s.Models")
        {
            return "any";
        }

        Add(type, models);
        return type.Name;
    }
}
