using Goji.Settings;

namespace Goji.Tool.Server;

/// <summary>A GitHub App, installed for the jobs repository.</summary>
/// <param name="Id">The id of the app, or its client id.</param>
/// <param name="Installation">The id of the installation.</param>
/// <param name="KeyFile">The file with the app's private key.</param>
/// <param name="Api">The address of GitHub's API.</param>
internal sealed record GitHubApp(string Id, string Installation, string KeyFile, Uri Api)
{
    /// <summary>Reads the settings. Mistakes are added to the values.</summary>
    /// <returns>The app; null where none is set.</returns>
    public static GitHubApp? Read(SettingValues values)
    {
        var id = values.Get(SettingTable.GitHubAppId);
        var installation = values.Get(SettingTable.GitHubAppInstallation);
        var key = values.Get(SettingTable.GitHubAppKeyFile);
        if (id is null && installation is null && key is null)
        {
            return null;
        }

        if (id is null || installation is null || key is null || !installation.All(char.IsAsciiDigit))
        {
            values.Add(
                "A GitHub App needs '--github-app-id', '--github-app-installation', which is a number, and '--github-app-key-file'.");
            return null;
        }

        var api = (values.Get(SettingTable.GitHubApi) ?? "https://api.github.com").TrimEnd('/') + "/";
        if (!Uri.TryCreate(api, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || address.IsLoopback))
        {
            values.Add($"The value '{api}' of '--github-api' is not an https address.");
            return null;
        }

        return new(id, installation, key, address);
    }
}
