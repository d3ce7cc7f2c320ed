using System.Net;
using System.Security.Authentication;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>What failed answers over http mean.</summary>
internal static class HttpFailure
{
    private const string Advice =
        "Check GIT_USERNAME and GIT_PASSWORD (or the settings Username and Password); a token must be allowed to write.";

    /// <summary>The failure behind an answer that is no success.</summary>
    public static RemoteFailureException Of(HttpResponseMessage answer, HttpTransport transport, bool isPush)
    {
        var code = (int)answer.StatusCode;
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized when !HttpChallenge.TakesBasic(answer)
                && transport.Credentials.AreFor(transport.Repository) => RemoteFailureException.PersonActs(
                $"the server accepts no user name and password, only "
                    + $"{HttpChallenge.Shown(answer)}{(transport.Credentials.HavePair ? ", and refuses the account" : "")}",
                "Use an address of this host that takes a token (Basic), or ssh."),
            HttpStatusCode.Unauthorized => NotAuthorized(transport),
            HttpStatusCode.ProxyAuthenticationRequired => RemoteFailureException.PersonActs(
                $"the proxy '{transport.Proxy?.Shown}' asks for a user name and password",
                "Write them into the proxy's address: http://user:password@host:port."),
            HttpStatusCode.Forbidden when isPush => RemoteFailureException.PersonActs(
                "the server forbids pushes (HTTP 403)", "Grant the user that Goji pushes as write access to this repository."),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                Later(answer, transport),
            _ => RemoteFailureException.PersonActs(
                $"unexpected http status code: {code}",
                "Check the address; a host also answers so when the user in GIT_USERNAME and GIT_PASSWORD may not see the repository."),
        };
    }

    /// <summary>The failure behind an exception of the http client.</summary>
    public static RemoteFailureException Explain(Exception failure, HttpTransport transport)
    {
        if (failure is HttpRequestException { InnerException: AuthenticationException certificate })
        {
            return RemoteFailureException.PersonActs(
                $"the server's certificate is not trusted: {certificate.Message}",
                "If it comes from an authority of your own, name its file in the environment variable SSL_CERT_FILE or GIT_SSL_CAINFO.",
                failure);
        }

        var words = failure is HttpRequestException { InnerException: { } inner } ? inner.Message : failure.Message;
        return RemoteFailureException.Unreachable($"{words.TrimEnd('.')}{ProxyNote(transport)}", failure);
    }

    public static RemoteFailureException NotGit(string? contentType, HttpTransport transport) => RemoteFailureException.TryAgain(
        $"the answer is '{contentType ?? "without a type"}' and not git's protocol{ProxyNote(transport)}",
        "Check the address, and whether a proxy or a login page answers in the server's place.");

    public static RemoteFailureException Redirected(Uri target) => RemoteFailureException.PersonActs(
        $"the server redirects to '{target.GetLeftPart(UriPartial.Path)}', which is not followed",
        "Check the address: it must be a repository's, and an https address must not lead to an http one.");

    public static RemoteFailureException CredentialsAreForAnother(HttpTransport transport) => RemoteFailureException.PersonActs(
        $"the server redirects to '{transport.Repository.GetLeftPart(UriPartial.Authority)}', which asks for a user name and password; " +
        $"they were given for '{transport.Address.GetLeftPart(UriPartial.Authority)}' and are not sent elsewhere",
        $"If the repository has moved, set its new address: '{transport.Repository.GetLeftPart(UriPartial.Path)}'.");

    private static RemoteFailureException NotAuthorized(HttpTransport transport) =>
        (transport.Credentials.HavePair || transport.Credentials.HaveHeader) && transport.Credentials.AreFor(transport.Repository)
            ? RemoteFailureException.PersonActs(
                transport.Credentials.HavePair
                    ? $"the server refuses the user name and password{transport.Credentials.Source}"
                    : "the server refuses the header in the clone's http.extraheader", Advice)
            : transport.Credentials.IsWithheld
                ? RemoteFailureException.PersonActs(
                    $"'{transport.Address.GetLeftPart(UriPartial.Authority)}' asks for a user name and password; GIT_USERNAME and "
                        + $"GIT_PASSWORD are for the host of "
                    + "the origin's url and are not sent to that of its pushurl",
                    "Give the credentials of this host to a credential helper, or fetch from it too.")
            : transport.Credentials.AreFor(transport.Repository)
                ? RemoteFailureException.PersonActs(
                    "the server asks for a user name and password",
                    "Set GIT_USERNAME and GIT_PASSWORD (or the settings Username and Password); a token goes into the password.")
                : CredentialsAreForAnother(transport);

    private static RemoteFailureException Later(HttpResponseMessage answer, HttpTransport transport)
    {
        var after = answer.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date is { } date ? date - transport.Now : null);
        var failure = RemoteFailureException.TryAgain(
            $"the server is not available (HTTP {(int)answer.StatusCode}){ProxyNote(transport)}",
            "It may be busy for a moment: try again, and check its address and the network.");
        return wait > TimeSpan.Zero ? failure.After(wait.Value) : failure;
    }

    private static string ProxyNote(HttpTransport transport) =>
        transport.Proxy is { } proxy ? $" (through the proxy '{proxy.Shown}' of {proxy.Source})" : "";
}
