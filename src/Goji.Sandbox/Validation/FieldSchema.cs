using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Goji.Sandbox.Validation;

/// <summary>The shape of a value.</summary>
internal sealed class FieldSchema
{
    private static readonly FrozenDictionary<string, FieldSchema> Scalars = new Dictionary<string, FieldSchema>
    {
        ["string"] = new(ValueKind.Text, "string"),
        ["int32"] = new(ValueKind.Int32, "int32"),
        ["int64"] = new(ValueKind.Int64, "int64"),
        ["float64"] = new(ValueKind.Number, "float64"),
        ["bool"] = new(ValueKind.Flag, "bool"),
        ["time"] = new(ValueKind.Time, "v1.Time"),
        ["bytes"] = new(ValueKind.Bytes, "[]uint8"),
        ["quantity"] = new(ValueKind.Quantity, "resource.Quantity"),
        ["intOrString"] = new(ValueKind.IntOrText, "intstr.IntOrString"),
        ["any"] = new(ValueKind.Any, "interface {}"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, FieldSchema> Structures = new(StringComparer.Ordinal);

    private readonly string? model;
    private FrozenDictionary<string, FieldSchema>? fields;

    private FieldSchema(ValueKind kind, string goType, string? model = null, FieldSchema? element = null)
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

    // Some models contain themselves, so that fields are read at their first use.
    public FrozenDictionary<string, FieldSchema> Fields => fields ??=
        FieldTable.FieldsOf(model!).ToFrozenDictionary(one => one.Name, one => Of(one.Type), StringComparer.Ordinal);

    /// <param name="type">A type as <see cref="FieldTable"/> names it.</param>
    public static FieldSchema Of(string type) =>
        Scalars.GetValueOrDefault(type)
        ?? (type.StartsWith(FieldTable.ListOf, StringComparison.Ordinal) ? List(Of(type[FieldTable.ListOf.Length..]))
            : type.StartsWith(FieldTable.MapOf, StringComparison.Ordinal) ? Map(Of(type[FieldTable.MapOf.Length..]))
            : Structures.GetOrAdd(type, model => new(ValueKind.Structure, $"v1.{WithoutVersion(model)}", model)));

    private static FieldSchema List(FieldSchema element) => new(ValueKind.List, $"[]{element.GoType}", element: element);

    private static FieldSchema Map(FieldSchema element) => new(ValueKind.Map, $"map[string]{element.GoType}", element: element);

    private static string WithoutVersion(string name)
    {
        var bare = name.StartsWith("Core", StringComparison.Ordinal) ? name[4..] : name;
        return bare.Length > 2 && char.IsDigit(bare[1]) ? bare[2..] : bare;
    }
}
