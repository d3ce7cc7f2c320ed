using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Goji.Git.Clone;
using Goji.Model;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>
/// The credentials for an http server that requires them. They are sent to the scheme, host and port that they were given for, and to no
/// other.
/// </summary>
internal sealed class HttpCredentials : ICredentials
{
    private readonly Uri given;
    private readonly CredentialHelpers helpers;
    private readonly AskPass askPass;
    private readonly Func<string, string?> variable;
    private (string User, string Password)? pair;
    private bool isFromHelper;
    private readonly List<(string Name, string Value)> headers;

    /// <param name="settings">The settings, whose credentials come first.</param>
    /// <param name="origin">The address that the settings' credentials are for: that of the clone's origin.</param>
    /// <param name="address">The address to talk to, which may hold credentials of its own.</param>
    /// <param name="http">The headers that a CI checkout left in the clone.</param>
    /// <param name="configuration">The configuration with the programs to ask where there is nothing else.</param>
    public HttpCredentials(GitSettings settings, string origin, string address, HttpConfiguration http, CloneConfiguration configuration)
    {
        variable = settings.Variable;
        given = new Uri(RemoteAddress.WithoutCredentials(address));
        var isForOrigin = Uri.TryCreate(RemoteAddress.WithoutCredentials(origin), UriKind.Absolute, out var known) && AreFor(known);
        helpers = new(configuration, given, variable);
        askPass = new(configuration, given, variable);
        IsWithheld = !isForOrigin && FromSettings(settings) is not null;
        pair = (isForOrigin ? FromSettings(settings) : null) ?? RemoteAddress.CredentialsIn(address) ?? FromRepository(settings, address);
        headers = [.. http.All("extraheader").Select(Split).OfType<(string Name, string Value)>().Where(
            each => pair is null || !IsAuthorization(each.Name))];
    }

    /// <summary>Whether there is a user name and password.</summary>
    public bool HavePair => pair is not null;

    /// <summary>Where the user name and password come from, as a part of a message; empty for the settings or the address.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Whether the settings have a user name and password, which are for another server: that of the clone's origin.</summary>
    public bool IsWithheld { get; }

    /// <summary>Whether a header of the clone's configuration carries credentials.</summary>
    public bool HaveHeader => headers.Exists(each => IsAuthorization(each.Name));

    /// <summary>Whether an address is of the scheme, host and port that the credentials were given for.</summary>
    public bool AreFor(Uri address) =>
        Uri.Compare(given, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Finds a user name and password for a server that requires them.</summary>
    /// <returns>Whether there is something to offer.</returns>
    public async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (pair is null && !HaveHeader)
        {
            await AskAsync(cancellationToken);
        }

        return HavePair;
    }

    /// <summary>Asks the sources of git, in its order.</summary>
    private async Task AskAsync(CancellationToken cancellationToken)
    {
        if (NetrcFile.Find(given.Host, variable) is { } known)
        {
            (pair, Source) = (known, " of '~/.netrc'");
        }
        else if (await helpers.GetAsync(cancellationToken) is { } helped)
        {
            (pair, Source, isFromHelper) = (helped, " of the credential helper", true);
        }
        else if (await askPass.GetAsync(cancellationToken) is { } answered)
        {
            (pair, Source) = (answered, " of the program in GIT_ASKPASS or core.askPass");
        }
    }

    /// <summary>Notes whether the server took the user name and password.</summary>
    public async Task NoteAsync(bool wereAccepted, CancellationToken cancellationToken)
    {
        if (isFromHelper && pair is { } known)
        {
            await helpers.ReportAsync(known, wereAccepted, cancellationToken);
        }
    }

    /// <summary>Adds the headers of the clone's configuration, and the user name and password once the server has asked for them.</summary>
    public void AddTo(HttpRequestMessage request, bool wereAsked)
    {
        if (!AreFor(request.RequestUri!))
        {
            return;
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (wereAsked && pair is { } known)
        {
            var code = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{known.User}:{known.Password}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", code);
        }
    }

    /// <summary>For servers that know no Basic, such as an Azure DevOps Server with Windows accounts.</summary>
    NetworkCredential? ICredentials.GetCredential(Uri uri, string authType)
    {
        var isHandledHere = authType.Equals("Basic", StringComparison.OrdinalIgnoreCase);
        return !isHandledHere && pair is { } known && AreFor(uri) ? new NetworkCredential(known.User, known.Password) : null;
    }

    private static (string User, string Password)? FromSettings(GitSettings settings) =>
        settings.Password?.Trim() is { Length: > 0 } password
        ? (settings.Username?.Trim() is { Length: > 0 } user ? user : "git", password)
        : null;

    // The origin of a clone is written without the credentials in the address that it was cloned from.
    private static (string User, string Password)? FromRepository(GitSettings settings, string address) =>
        settings.Repository is { } repository && RemoteAddress.WithoutCredentials(repository) == RemoteAddress.WithoutCredentials(address)
            ? RemoteAddress.CredentialsIn(repository)
            : null;

    private static bool IsAuthorization(string name) => name.Equals("Authorization", StringComparison.OrdinalIgnoreCase);

    private static (string Name, string Value)? Split(string header) =>
        header.Split(':', 2) is [var name, var value] && name.Trim().Length > 0 ? (name.Trim(), value.Trim()) : null;
}
