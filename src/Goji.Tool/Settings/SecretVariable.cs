using Goji.Tool.Server;

namespace Goji.Tool.Settings;

/// <summary>Reads a secret that the server keeps: one that comes from a file is read again when the file changes.</summary>
internal static class SecretVariable
{
    /// <returns>The secret; null where it is not set.</returns>
    /// <exception cref="GojiUsageException">The file cannot be read, or there is no secret in it.</exception>
    public static SecretValue? Read(Invocation invocation, string name)
    {
        if (invocation.Variable(name) is not { } value)
        {
            return SettingEnvironment.FileOf(name) is { } empty
                ? throw new GojiUsageException($"The file '{empty}' for '{name}' is empty. Write the secret into it, or remove it.")
                : null;
        }

        return SettingEnvironment.FileOf(name) is { } file
            ? SecretValue.OfFile(file, invocation.Terminal.Secrets, TimeProvider.System)
            : SecretValue.Of(value, invocation.Terminal.Secrets);
    }
}
