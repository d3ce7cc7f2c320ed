namespace Goji.Sandbox.Api.Selecting;

internal enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
}
