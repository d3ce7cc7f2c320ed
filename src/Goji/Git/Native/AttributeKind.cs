namespace Goji.Git.Native;

/// <summary>What is known of an attribute: <c>git_attr_value_t</c>.</summary>
internal enum AttributeKind
{
    Unspecified,
    True,
    False,
    Text,
}
