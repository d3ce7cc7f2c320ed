using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;
using k8s.Models;

namespace Goji.Sandbox.Validation;

/// <summary>The shape of a value, read once per type from the Kubernetes client's own models.</summary>
internal sealed class FieldSchema
{
    private static readonly ConcurrentDictionary<Type, FieldSchema> Known = new();

    private readonly Type? model;
    private FrozenDictionary<string, FieldSchema>? fields;

    private FieldSchema(ValueKind kind, string goType, Type? model = null, FieldSchema? element = null)
    {
        Kind = kind;
        GoType = goType;
        Element = element;
        this.model = model;
    }

    public ValueKind Kind { get; }

    /// <summary>Gets the name that the server, written in Go, gives the type in its messages.</summary>
    public string GoType { get; }

    public string StructureName => GoType[(GoType.IndexOf('.') + 1)..];

    public FieldSchema? Element { get; }

    // Some models contain themselves, so that fields are read when they are first asked for.
    public FrozenDictionary<string, FieldSchema> Fields => fields ??= ReadFields(model!);

    public static FieldSchema Of(Type type) => Known.GetOrAdd(type, Read);

    private static FieldSchema Read(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => new(ValueKind.Text, "string"),
            _ when type == typeof(int) => new(ValueKind.Int32, "int32"),
            _ when type == typeof(long) => new(ValueKind.Int64, "int64"),
            _ when type == typeof(double) => new(ValueKind.Number, "float64"),
            _ when type == typeof(bool) => new(ValueKind.Flag, "bool"),
            _ when type == typeof(DateTime) => new(ValueKind.Time, "v1.Time"),
            _ when type == typeof(byte[]) => new(ValueKind.Bytes, "[]uint8"),
            _ when type == typeof(ResourceQuantity) => new(ValueKind.Quantity, "resource.Quantity"),
            _ when type == typeof(IntOrString) => new(ValueKind.IntOrText, "intstr.IntOrString"),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IList<>) => List(Of(type.GetGenericArguments()[0])),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IDictionary<,>) => Map(Of(type.GetGenericArguments()[1])),
            { Namespace: "k8s.Models" } => new(ValueKind.Structure, $"v1.{WithoutVersion(type.Name)}", type),
            _ => new(ValueKind.Any, "interface {}"),
        };
    }

    private static FieldSchema List(FieldSchema element) => new(ValueKind.List, $"[]{element.GoType}", element: element);

    private static FieldSchema Map(FieldSchema element) => new(ValueKind.Map, $"map[string]{element.GoType}", element: element);

    private static string WithoutVersion(string name)
    {
        var bare = name.StartsWith("Core", StringComparison.Ordinal) ? name[4..] : name;
        return bare.Length > 2 && char.IsDigit(bare[1]) ? bare[2..] : bare;
    }

    private static FrozenDictionary<string, FieldSchema> ReadFields(Type model)
    {
        var found = new Dictionary<string, FieldSchema>(StringComparer.Ordinal);
        foreach (var property in model.GetProperties())
        {
            if (property.GetCustomAttribute<JsonPropertyNameAttribute>() is { } name)
            {
                found[name.Name] = Of(property.PropertyType);
            }
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
