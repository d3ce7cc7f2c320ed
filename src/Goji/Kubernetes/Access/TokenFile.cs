using System.Net.Http.Headers;
using k8s.Authentication;

namespace Goji.Kubernetes.Access;

/// <summary>
/// A bearer token in a file that another program renews. The file is read for every request; while it is missing, the last token is used.
/// </summary>
/// <remarks>
/// The order is that of client-go's transport/round_trippers.go: what was last read from the file, else the kubeconfig's <c>token</c>.
/// KubernetesClient's <see cref="TokenFileAuth"/> keeps a token for a minute, and fails as soon as the file cannot be read.
/// </remarks>
internal sealed class TokenFile : ITokenProvider
{
    private readonly string path;
    private volatile string token;

    private TokenFile(string path, string token)
    {
        this.path = path;
        this.token = token;
    }

    /// <param name="path">The file.</param>
    /// <param name="otherwise">The token until there is one in the file; null or empty for none.</param>
    /// <param name="user">The kubeconfig's user, for messages.</param>
    /// <exception cref="InvalidDataException">There is no token in the file, and none otherwise.</exception>
    public static TokenFile Open(string path, string? otherwise, string user)
    {
        string failure;
        try
        {
            if (TokenIn(File.ReadAllText(path)) is { } token)
            {
                return new(path, token);
            }

            failure = "holds no token";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failure = exception is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read";
        }

        return string.IsNullOrEmpty(otherwise)
            ? throw new InvalidDataException(
                $"the token file '{path}' of user '{user}' {failure}. Have the token written to it, or correct the user's tokenFile.")
            : new(path, otherwise);
    }

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        try
        {
            token = TokenIn(await File.ReadAllTextAsync(path, cancellationToken)) ?? token;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is being replaced, or was removed: the API server refuses the last token when it is too old.
        }

        return new("Bearer", token);
    }

    private static string? TokenIn(string text) => BearerToken.Clean(text) is { } token && BearerToken.IsValid(token) ? token : null;
}
