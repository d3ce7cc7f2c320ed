using Goji.Git.Clone;
using Goji.Git.Remotes.Server;
using Goji.Model;

namespace Goji.Git.Remotes;

/// <summary>
/// What two addresses of one repository have in common: without credentials, <c>.git</c>, a last slash, a default port, and after
/// <c>url.base.insteadOf</c>.
/// </summary>
internal static class RepositoryKey
{
    /// <param name="address">The address.</param>
    /// <param name="relativeTo">The folder that a relative path starts from.</param>
    /// <param name="configuration">The configuration with its <c>insteadOf</c>; null for an address that was replaced already.</param>
    public static string Of(string address, string relativeTo, CloneConfiguration? configuration = null)
    {
        var replaced = configuration is null ? address : OriginAddress.Replaced(address, configuration);
        if (RemoteAddress.FolderOf(replaced, relativeTo) is { } folder)
        {
            var path = Trimmed(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            return OperatingSystem.IsWindows() ? path.ToUpperInvariant() : path;
        }

        if (RemoteAddress.IsSsh(replaced))
        {
            // "host:path" and "ssh://host/path" are one repository on every git host.
            var server = ServerAddress.Parse(replaced);
            return $"ssh://{server.Host.ToLowerInvariant()}:{server.Port ?? 22}/{Trimmed(server.Path).TrimStart('/')}";
        }

        return Uri.TryCreate(RemoteAddress.WithoutCredentials(replaced), UriKind.Absolute, out var url)
            ? $"{url.Scheme}://{url.IdnHost.ToLowerInvariant()}:{url.Port}{Trimmed(url.AbsolutePath)}"
            : RemoteAddress.WithoutCredentials(replaced);
    }

    /// <summary>
    /// Refuses a clone of another repository than the one that the settings name: its jobs are not meant, nor are the credentials meant for
    /// its host.
    /// </summary>
    /// <param name="wanted">The repository that the settings name; null or empty where they name none.</param>
    /// <param name="origin">The address of the clone's origin; null where it has none.</param>
    /// <param name="clone">The clone's folder.</param>
    /// <param name="configuration">The clone's configuration.</param>
    /// <exception cref="GojiCloneException">The two differ.</exception>
    public static void RequireSame(string? wanted, string? origin, string clone, CloneConfiguration configuration)
    {
        if (string.IsNullOrEmpty(wanted)
            || (origin is not null && Of(origin, clone) == Of(wanted, Directory.GetCurrentDirectory(), configuration)))
        {
            return;
        }

        var found = origin is null ? "has no origin" : $"is a clone of '{RemoteAddress.WithoutCredentials(origin)}'";
        throw new GojiCloneException(
            $"'{clone}' {found}, and the setting Repository (or GIT_REPOSITORY) names '{RemoteAddress.WithoutCredentials(wanted)}'. " +
            "Choose another Directory, delete the folder to clone anew, or correct the setting. Nothing was changed.");
    }

    private static string Trimmed(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed.EndsWith(".git", StringComparison.OrdinalIgnoreCase)
            && !trimmed.EndsWith("/.git", StringComparison.OrdinalIgnoreCase)
            ? trimmed[..^4]
            : trimmed;
    }
}
