namespace Goji.Answers.Messages;

/// <summary>Reads a secret that settings name by its environment variable.</summary>
internal static class EnvironmentSecret
{
    /// <summary>
    /// The variable, or the file that takes its place: <c>NAME_FILE</c> names it, or it lies in the folder that <c>GOJI_SECRET_FOLDER</c>
    /// names. Null where there is none.
    /// </summary>
    /// <exception cref="GojiUsageException">The file cannot be read.</exception>
    public static string? Read(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
        {
            return value.Trim();
        }

        var file = Environment.GetEnvironmentVariable($"{name}_FILE") is { Length: > 0 } named ? named
            : Environment.GetEnvironmentVariable("GOJI_SECRET_FOLDER") is { Length: > 0 } folder
                && File.Exists(Path.Combine(folder, name))
                ? Path.Combine(folder, name)
            : null;
        try
        {
            return file is not null && File.ReadAllText(file).Trim() is { Length: > 0 } text ? text : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GojiUsageException($"The file '{file}' for '{name}' cannot be read: {failure.Message}", failure);
        }
    }
}
