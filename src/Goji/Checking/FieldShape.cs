namespace Goji.Checking;

/// <summary>What the value of a field looks like.</summary>
internal enum FieldShape
{
    Scalar,
    Object,
    List,
    Map,
    Anything,
}
