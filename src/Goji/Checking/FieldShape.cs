namespace Goji.Checking;

/// <summary>The shape of the value of a field.</summary>
internal enum FieldShape
{
    Scalar,
    Object,
    List,
    Map,
    Anything,
}
