using System.Net.Http.Headers;
using System.Text;
using Goji.Kubernetes.Api;

namespace Goji.Kubernetes.Access;

/// <summary>Whom a runner acts as: https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation.</summary>
internal sealed class Impersonation
{
    private const string Prefix = "Impersonate-";

    private readonly ILookup<string, string> headers;

    private Impersonation(IEnumerable<KeyValuePair<string, string>> headers) =>
        this.headers = headers.ToLookup(header => header.Key, header => header.Value);

    /// <summary>The encoding of a header's value: UTF-8, as Go sends it, and each of several values on a line of its own.</summary>
    public static Encoding? EncodingOf(string header, HttpRequestMessage request) =>
        header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? new RepeatedHeaderEncoding(header) : null;

    /// <summary>Whether a header is to be repeated, which works over HTTP/1.1 alone.</summary>
    public bool IsRepeating => headers.Any(header => header.Skip(1).Any());

    /// <exception cref="InvalidDataException">Nobody can be impersonated so.</exception>
    public static Impersonation? Of(KubeconfigCredentials credentials, string user)
    {
        List<KeyValuePair<string, string>> headers = [];
        if (!string.IsNullOrEmpty(credentials.ImpersonateUid))
        {
            headers.Add(new(Prefix + "Uid", credentials.ImpersonateUid));
        }

        headers.AddRange(credentials.ImpersonateGroups.Select(group => KeyValuePair.Create(Prefix + "Group", group)));
        headers.AddRange(
            credentials.ImpersonateExtra.Select(extra => KeyValuePair.Create($"{Prefix}Extra-{Escape(extra.Key)}", extra.Value)));
        if (string.IsNullOrEmpty(credentials.Impersonate))
        {
            // The rule is that of client-go's tools/clientcmd/validation.go.
            return headers.Count == 0
                ? null
                : throw new InvalidDataException(
                    $"user '{user}' has as-uid, as-groups or as-user-extra without as. Name the user to impersonate in as, or remove the "
                        + $"others.");
        }

        headers.Add(new(Prefix + "User", credentials.Impersonate));
        return headers.Any(header => header.Value.Any(char.IsControl))
            ? throw new InvalidDataException(
                $"user '{user}' has a line break or another control character in as, as-uid, as-groups or as-user-extra. Remove it.")
            : new(headers);
    }

    public void ApplyTo(HttpRequestHeaders request)
    {
        foreach (var header in headers)
        {
            request.TryAddWithoutValidation(header.Key, string.Join(RepeatedHeaderEncoding.Separator, header));
        }
    }

    // The server converts the key to lower case before it reads the escapes. Characters that are valid in the name of a header stay: RFC
    // 9110, section 5.6.2.
    private static string Escape(string key)
    {
        var escaped = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(key.ToLowerInvariant()))
        {
            var letter = (char)unit;
            _ = char.IsAsciiLetterOrDigit(letter) || "!#$&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal)
                ? escaped.Append(letter)
                : escaped.Append('%').Append(unit.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }
}
