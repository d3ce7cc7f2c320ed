using System.Diagnostics;
using Goji.Git.Clone;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>
/// The program that <c>GIT_ASKPASS</c> or <c>core.askPass</c> names, as build servers set it: it gets the prompts of git.
/// </summary>
internal sealed class AskPass(CloneConfiguration configuration, Uri address, Func<string, string?> variable)
{
    /// <summary>Asks for a user name and password; null where there is no such program, or it has no answer.</summary>
    public async Task<(string User, string Password)?> GetAsync(CancellationToken cancellationToken)
    {
        if ((variable("GIT_ASKPASS") is { Length: > 0 } named ? named : configuration.Get("core.askpass")) is not { Length: > 0 } program)
        {
            return null;
        }

        var server = address.GetLeftPart(UriPartial.Authority);
        var user = await AskAsync(program, $"Username for '{server}': ", cancellationToken);
        if (user.Length == 0)
        {
            return null;
        }

        var password = await AskAsync(
            program,
            $"Password for '{server.Replace("://", $"://{Uri.EscapeDataString(user)}@", StringComparison.Ordinal)}': ",
            cancellationToken);
        return password.Length > 0 ? (user, password) : null;
    }

    private static async Task<string> AskAsync(string program, string prompt, CancellationToken cancellationToken) =>
        (await CredentialProgram.RunAsync(new ProcessStartInfo(program, [prompt]), "", cancellationToken)).Split('\n')[0].TrimEnd('\r');
}
