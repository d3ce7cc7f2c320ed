using System.Text.RegularExpressions;
using Goji.Model;
using Goji.Settings;
using Goji.Settings.Sources;

namespace Goji.Tool.Server.Repositories;

/// <summary>
/// Reads the list of repositories. Each has the server's settings, except for those that belong to one repository, and its own go before
/// them.
/// </summary>
internal static partial class RepositoryList
{
    private const string NameKey = "name";
    private const string UserNameFileKey = "usernameFile";
    private const string PasswordFileKey = "passwordFile";
    private const string StatusTokenFileKey = "statusTokenFile";

    /// <summary>
    /// Settings that count for a repository only where it has them itself. Credentials go nowhere but where they were given for.
    /// </summary>
    private static readonly Setting[] Own =
    [
        SettingTable.Repository, SettingTable.Branch, SettingTable.Username, SettingTable.Password, SettingTable.Directory,
        SettingTable.Repositories,
        SettingTable.StatusToken, SettingTable.GitHubAppId, SettingTable.GitHubAppInstallation, SettingTable.GitHubAppKeyFile,
    ];

    /// <summary>Reads the list. Mistakes are added to the values.</summary>
    /// <param name="values">The server's settings.</param>
    /// <param name="server">The server's options.</param>
    /// <param name="secrets">Learns the credentials.</param>
    public static IReadOnlyList<RepositoryDefinition> Read(SettingValues values, ServerOptions server, Secrets secrets)
    {
        var path = values.Get(SettingTable.Config) ?? "";
        var definitions = values
            .Get(SettingTable.Repositories)
            .Select(node => Read(node, path, values, server, secrets))
            .OfType<RepositoryDefinition>()
            .ToList();
        foreach (var twice in definitions.GroupBy(definition => definition.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1))
        {
            values.Add($"{path}: Two repositories are named '{twice.Key}'. Give one of them another 'name'.");
        }

        return definitions;
    }

    private static RepositoryDefinition? Read(ConfigNode node, string path, SettingValues common, ServerOptions server, Secrets secrets)
    {
        var fields = node.Fields!;
        string[] special = [NameKey, UserNameFileKey, PasswordFileKey, StatusTokenFileKey];
        var values = common.Under(ConfigFile.Part(path, fields.Where(field => !special.Contains(field.Key.Text))), Own);
        var options = values.Options(SettingScope.Server);
        var interval = values.Get(SettingTable.Interval);
        var name = TextOf(NameKey)
            ?? (options.Repository is { } address ? LastSegment().Match(address.TrimEnd('/')).Groups["name"].Value : "");
        var place = $"{path}, line {node.Line}: ";
        if (options.Repository is null)
        {
            common.Add($"{place}A repository has no 'repository', its address.");
        }
        else if (!Name().IsMatch(name))
        {
            common.Add($"{place}'{name}' is no name for a repository. Set 'name' to letters, digits, dots, hyphens and underscores.");
        }

        var definition = new RepositoryDefinition(
            name,
            options,
            server with
            {
                Interval = interval,
                GitUsername = FileOf(UserNameFileKey),
                GitPassword = FileOf(PasswordFileKey),
                StatusToken = FileOf(StatusTokenFileKey),
                App = GitHubApp.Read(values),
            },
            $"{values.Describe(SettingScope.Server)}\n{node}");
        options.Directory = Path.Combine(common.Get(SettingTable.Directory), name);
        foreach (var problem in values.Problems)
        {
            common.Add(problem);
        }

        return options.Repository is null ? null : definition;

        string? TextOf(string key) => fields.FirstOrDefault(field => field.Key.Text == key) is { Key.Text: not null } field
            ? field.Value.Text
            : null;

        SecretValue? FileOf(string key)
        {
            try
            {
                return TextOf(key) is { Length: > 0 } file
                    ? SecretValue.OfFile(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file), secrets, TimeProvider.System)
                    : null;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                common.Add($"{place}The file of '{key}' cannot be read: {failure.Message}");
                return null;
            }
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<name>[^/:\\]+?)(?:\.git)?$")]
    private static partial Regex LastSegment();
}
