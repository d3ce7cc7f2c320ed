namespace Goji.Model;

/// <summary>The environment of the programs that Goji starts: ssh, hooks, credential plugins.</summary>
internal static class ChildEnvironment
{
    /// <summary>Removes Goji's own secrets: a program gets only those that it needs.</summary>
    public static void RemoveSecrets(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsSecret).ToList())
        {
            environment.Remove(name);
        }
    }

    private static bool IsSecret(string name) =>
        name.StartsWith("GIT_PASSWORD", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("OTEL_EXPORTER_", StringComparison.OrdinalIgnoreCase)
            && name.EndsWith("_HEADERS", StringComparison.OrdinalIgnoreCase))
        || (name.StartsWith("GOJI_", StringComparison.OrdinalIgnoreCase)
            && (name.Contains("SECRET", StringComparison.OrdinalIgnoreCase)
                || name.Contains("TOKEN", StringComparison.OrdinalIgnoreCase)
                || name.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase)
                || name.Contains("KEY", StringComparison.OrdinalIgnoreCase)));
}
