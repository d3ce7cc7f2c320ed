using System.Text.RegularExpressions;

namespace Goji.Sandbox.Validation;

/// <summary>The formats of names, each with the message of the server for a name that violates it.</summary>
internal static partial class NameRules
{
    private const int LongestLabel = 63;
    private const int LongestSubdomain = 253;

    public static IEnumerable<string> Subdomain(string name)
    {
        if (name.Length > LongestSubdomain)
        {
            yield return $"must be no more than {LongestSubdomain} bytes";
        }

        if (!SubdomainPattern().IsMatch(name))
        {
            yield return "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
                + "and end with an "
                + "alphanumeric character (e.g. 'example.com', regex used for validation is "
                + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
        }
    }

    public static IEnumerable<string> Label(string name)
    {
        if (name.Length > LongestLabel)
        {
            yield return $"must be no more than {LongestLabel} bytes";
        }

        if (!LabelPattern().IsMatch(name))
        {
            yield return "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
                + "with an alphanumeric "
                + "character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
        }
    }

    public static IEnumerable<string> LabelValue(string value)
    {
        if (value.Length > LongestLabel)
        {
            yield return $"must be no more than {LongestLabel} bytes";
        }

        if (!LabelValuePattern().IsMatch(value))
        {
            yield return "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and "
                + "end with an "
                + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
                + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
        }
    }

    public static IEnumerable<string> QualifiedName(string name)
    {
        var slash = name.IndexOf('/');
        var bare = slash < 0 ? name : name[(slash + 1)..];
        if (bare.Contains('/'))
        {
            yield return "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
                + "alphanumeric character "
                + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') "
                + "with an optional "
                + "DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        if (slash == 0)
        {
            yield return "prefix part must be non-empty";
        }

        foreach (var complaint in slash > 0 ? Subdomain(name[..slash]) : [])
        {
            yield return $"prefix part {complaint}";
        }

        if (bare.Length == 0)
        {
            yield return "name part must be non-empty";
        }
        else if (bare.Length > LongestLabel)
        {
            yield return $"name part must be no more than {LongestLabel} bytes";
        }

        if (!QualifiedPattern().IsMatch(bare))
        {
            yield return "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
                + "character "
                + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z")]
    private static partial Regex LabelValuePattern();

    [GeneratedRegex(@"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z")]
    private static partial Regex QualifiedPattern();
}
