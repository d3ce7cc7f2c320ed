namespace Goji.Model;

/// <summary>
/// The files that can take the place of environment variables: <c>NAME_FILE</c> names one, or it lies as <c>NAME</c> in the folder that
/// <c>GOJI_SECRET_FOLDER</c> names, where a mounted Secret has its keys.
/// </summary>
internal static class SecretFiles
{
    /// <summary>The variable that names the folder.</summary>
    public const string FolderVariable = "GOJI_SECRET_FOLDER";

    /// <summary>The file that takes the place of a variable; null where there is none.</summary>
    public static string? Of(string name) =>
        Environment.GetEnvironmentVariable($"{name}_FILE") is { Length: > 0 } file ? file
        : Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder && File.Exists(Path.Combine(folder, name))
            ? Path.Combine(folder, name)
        : null;

    /// <summary>Reads the file that takes the place of a variable.</summary>
    /// <exception cref="GojiUsageException">The file cannot be read.</exception>
    public static string Read(string name, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GojiUsageException($"The file '{file}' for '{name}' cannot be read: {failure.Message}", failure);
        }
    }
}
