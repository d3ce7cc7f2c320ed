using Goji.Model;

namespace Goji.Notifications.Messages;

/// <summary>Reads a secret that settings name by its environment variable.</summary>
internal static class EnvironmentSecret
{
    /// <summary>The variable, or the content of the file that takes its place; null where there is neither.</summary>
    /// <exception cref="GojiUsageException">The file cannot be read.</exception>
    public static string? Read(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
        {
            return value.Trim();
        }

        return SecretFiles.Of(name) is { } file && SecretFiles.Read(name, file).Trim() is { Length: > 0 } text ? text : null;
    }
}
