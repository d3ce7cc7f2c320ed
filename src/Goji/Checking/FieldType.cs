using System.Collections.Frozen;

namespace Goji.Checking;

/// <summary>
/// The type of a field, as the table writes it: the name of a scalar, <c>any</c>, the name of a model, and <c>[]</c> or <c>map[string]</c>
/// before the type of the items.
/// </summary>
internal readonly record struct FieldType(string Text)
{
    private const string ListOf = "[]";
    private const string MapOf = "map[string]";

    private static readonly FrozenSet<string> Scalars =
        FrozenSet.Create("string", "int32", "int64", "float64", "bool", "time", "bytes", "quantity", "intOrString");

    public FieldShape Shape =>
        Scalars.Contains(Text) ? FieldShape.Scalar
        : Text == "any" ? FieldShape.Anything
        : Text.StartsWith(ListOf, StringComparison.Ordinal) ? FieldShape.List
        : Text.StartsWith(MapOf, StringComparison.Ordinal) ? FieldShape.Map
        : FieldShape.Object;

    /// <summary>The name of an object's type.</summary>
    public string Name => Text;

    /// <summary>The type of the items of a list or a map.</summary>
    public FieldType Item => new(Text[(Shape == FieldShape.List ? ListOf : MapOf).Length..]);
}
