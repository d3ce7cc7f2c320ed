namespace Goji.Sandbox.Api;

internal enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
}
