namespace Goji.Git.Remotes.Server.Http;

/// <summary>The ways to authenticate that a server names in a 401.</summary>
internal static class HttpChallenge
{
    /// <summary>Those that .NET's http client has tried by itself before the answer is seen here.</summary>
    private static readonly string[] OfHandler = ["Negotiate", "Kerberos", "NTLM", "Digest"];

    /// <summary>
    /// Whether a user name and password may be sent as they are. A server that names none of the ways is taken to know Basic.
    /// </summary>
    public static bool TakesBasic(HttpResponseMessage answer) =>
        Schemes(answer) is [] || Schemes(answer).Except(OfHandler, StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>The ways as a text, such as <c>Negotiate or NTLM</c>.</summary>
    public static string Shown(HttpResponseMessage answer) => string.Join(" or ", Schemes(answer));

    private static List<string> Schemes(HttpResponseMessage answer) =>
        [.. answer.Headers.WwwAuthenticate.Select(each => each.Scheme).Distinct()];
}
