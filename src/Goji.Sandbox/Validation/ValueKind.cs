namespace Goji.Sandbox.Validation;

internal enum ValueKind
{
    Any,
    Text,
    Int32,
    Int64,
    Number,
    Flag,
    Time,
    Quantity,
    IntOrText,
    Bytes,
    Structure,
    List,
    Map,
}
