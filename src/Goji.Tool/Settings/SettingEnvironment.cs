using Goji.Settings;

namespace Goji.Tool.Settings;

/// <summary>The environment of the process, and the files that can take the place of variables that hold secrets.</summary>
/// <remarks>
/// A file is found as <c>NAME</c> in the folder that <c>GOJI_SECRET_FOLDER</c> names, where a mounted Secret has its keys, or by the
/// variable <c>NAME_FILE</c>. A file keeps a secret out of the environment, which child processes inherit, and can change while the process
/// runs.
/// </remarks>
internal static class SettingEnvironment
{
    private static readonly HashSet<string> NamesOfFiles =
    [
        SettingTable.Repository.Variable!,
        SettingTable.Username.Variable!,
        .. SettingTable.All.Where(setting => setting.IsSecret).Select(setting => setting.Variable!),
    ];

    /// <summary>The value of a variable, or the content of its file; null where there is neither.</summary>
    /// <exception cref="GojiUsageException">The file cannot be read, or both are set.</exception>
    public static string? Value(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        if (FileOf(name) is not { } file)
        {
            return value;
        }

        return string.IsNullOrEmpty(value)
            ? Read(name, file).TrimEnd('\r', '\n')
            : throw new GojiUsageException(
                $"The environment variable '{name}' is set, and so is the file '{file}' for it. Use one of them.");
    }

    /// <summary>The file that takes the place of a variable; null where there is none.</summary>
    public static string? FileOf(string name)
    {
        if (!NamesOfFiles.Contains(name))
        {
            return null;
        }

        return Environment.GetEnvironmentVariable($"{name}_FILE") is { Length: > 0 } file ? file
            : Environment.GetEnvironmentVariable(SettingTable.SecretFolder.Variable!) is { Length: > 0 } folder
                && File.Exists(Path.Combine(folder, name))
                ? Path.Combine(folder, name)
            : null;
    }

    private static string Read(string name, string file)
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
