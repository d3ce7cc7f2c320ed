namespace Goji.Kubernetes.Access;

/// <summary>Bearer tokens as people and programs store them: often with the line end of their file.</summary>
internal static class BearerToken
{
    /// <summary>The token without white space around it; null for none.</summary>
    public static string? Clean(string? token) => token?.Trim() is { Length: > 0 } cleaned ? cleaned : null;

    /// <summary>Whether the token can be sent in a header.</summary>
    public static bool IsValid(string token) => !token.Any(char.IsControl);
}
