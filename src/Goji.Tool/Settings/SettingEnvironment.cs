using Goji.Model;
using Goji.Settings;

namespace Goji.Tool.Settings;

/// <summary>The environment of the process, and the files that can take the place of variables that hold secrets.</summary>
/// <remarks>
/// <see cref="SecretFiles"/> finds the files. A file keeps a secret out of the environment, which child processes inherit, and can change
/// while the process runs.
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
            ? SecretFiles.Read(name, file).TrimEnd('\r', '\n')
            : throw new GojiUsageException(
                $"The environment variable '{name}' is set, and so is the file '{file}' for it. Use one of them.");
    }

    /// <summary>The file that takes the place of a variable; null where there is none.</summary>
    public static string? FileOf(string name) => NamesOfFiles.Contains(name) ? SecretFiles.Of(name) : null;
}
