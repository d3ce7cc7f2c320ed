using System.Text.RegularExpressions;

namespace Goji.Jobs;

/// <summary>The forms of names that the API server accepts.</summary>
internal static partial class KubernetesNames
{
    /// <summary>A Job's pods carry its name as a label, and a label's value has 63 characters at most.</summary>
    public const int MaxJobName = 63;

    private const int MaxLabel = 63;

    public static bool IsLabel(string name) => name.Length <= MaxLabel && Label().IsMatch(name);

    public static bool IsSubdomain(string name) => Subdomain().IsMatch(name);

    /// <summary>The name can stand in a request's path. Kinds differ in what else they allow, which is the server's to judge.</summary>
    public static bool IsPathSegment(string name) => name is not ("" or "." or "..") && !name.AsSpan().ContainsAny('/', '%');

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Subdomain();
}
