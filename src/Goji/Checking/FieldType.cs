namespace Goji.Checking;

/// <summary>
/// The type of a field, as the table writes it: <c>.</c> a single value, <c>?</c> anything, a name, and <c>[]</c> or <c>{}</c> behind the
/// type of the items.
/// </summary>
internal readonly record struct FieldType(string Text)
{
    public FieldShape Shape =>
        Text == "." ? FieldShape.Scalar
        : Text == "?" ? FieldShape.Anything
        : Text.EndsWith("[]", StringComparison.Ordinal) ? FieldShape.List
        : Text.EndsWith("{}", StringComparison.Ordinal) ? FieldShape.Map
        : FieldShape.Object;

    /// <summary>The name of an object's type.</summary>
    public string Name => Text;

    /// <summary>The type of the items of a list or a map.</summary>
    public FieldType Item => new(Text[..^2]);
}
