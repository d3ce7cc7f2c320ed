using System.Diagnostics;
using Goji.Git.Clone;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>
/// The programs that <c>credential.helper</c> names. They are run with git's own protocol for helpers (gitcredentials); no git is run for
/// it.
/// </summary>
internal sealed class CredentialHelpers(CloneConfiguration configuration, Uri address, Func<string, string?> variable)
{
    // Where git keeps its own programs.
    private static readonly string[] GitFolders =
    [
        "/usr/lib/git-core", "/usr/libexec/git-core", "/usr/local/libexec/git-core", "/opt/homebrew/opt/git/libexec/git-core",
        @"C:\Program Files\Git\mingw64\libexec\git-core", @"C:\Program Files\Git\mingw64\bin",
    ];

    private readonly HttpConfiguration settings = new(configuration, address, "credential");

    /// <summary>Asks one helper after the other for a user name and password; null where none knows them.</summary>
    public async Task<(string User, string Password)?> GetAsync(CancellationToken cancellationToken)
    {
        var user = settings.Value("username");
        foreach (var helper in settings.All("helper"))
        {
            var answer = await RunAsync(helper, "get", Description(user, null), cancellationToken);
            var lines = answer
                .Split('\n')
                .Select(line => line.TrimEnd('\r').Split('=', 2))
                .Where(pair => pair.Length == 2)
                .ToLookup(pair => pair[0], pair => pair[1]);
            user = lines["username"].LastOrDefault() ?? user;
            if (lines["password"].LastOrDefault() is { } password)
            {
                return (user ?? "git", password);
            }

            if (lines["quit"].LastOrDefault() is "1" or "true")
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Reports to the helpers whether the server took what one of them gave.</summary>
    public async Task ReportAsync((string User, string Password) pair, bool wasAccepted, CancellationToken cancellationToken)
    {
        foreach (var helper in settings.All("helper"))
        {
            await RunAsync(helper, wasAccepted ? "store" : "erase", Description(pair.User, pair.Password), cancellationToken);
        }
    }

    private string Description(string? user, string? password)
    {
        var port = address.IsDefaultPort ? "" : $":{address.Port}";
        var path = settings.Value("usehttppath") is "true" ? $"path={address.AbsolutePath.TrimStart('/')}\n" : "";
        return
            $"protocol={address.Scheme}\nhost={address.Host}{port}\n{path}"
            + $"{(user is null ? "" : $"username={user}\n")}{(password is null ? "" : $"password={password}\n")}\n";
    }

    private async Task<string> RunAsync(string helper, string action, string input, CancellationToken cancellationToken)
    {
        if (CommandOf(helper) is not { } command)
        {
            return "";
        }

        // As for git, a helper is a piece of a shell command. One that is not there, or that hangs up, knows nothing.
        var start = new ProcessStartInfo("sh", ["-c", $"{command} {action}"]);
        start.Environment.Remove("GIT_ASKPASS");
        return await CredentialProgram.RunAsync(start, input, cancellationToken);
    }

    private string? CommandOf(string helper)
    {
        if (helper.StartsWith('!'))
        {
            return helper[1..];
        }

        var name = helper.Split(' ')[0];
        if (Path.IsPathRooted(name))
        {
            return helper;
        }

        var program = $"git-credential-{name}";
        var folders = (variable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Prepend(variable("GIT_EXEC_PATH") ?? "")
            .Concat(GitFolders)
            .Where(folder => folder.Length > 0);
        var file = folders.SelectMany(
            folder => (string[])[Path.Combine(folder, program), Path.Combine(folder, program + ".exe")]).FirstOrDefault(File.Exists);
        return file is null ? null : $"'{file.Replace('\\', '/')}'{helper[name.Length..]}";
    }
}
