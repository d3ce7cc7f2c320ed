using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Goji.Model;

namespace Goji.Tool.Server;

/// <summary>The access tokens of a GitHub App. Each lasts for an hour, and is replaced ahead of its end.</summary>
internal sealed partial class GitHubAppTokens(GitHubApp app, HttpMessageHandler handler, Secrets secrets, TimeProvider time) : IDisposable
{
    /// <summary>The user name that goes with a token.</summary>
    public const string UserName = "x-access-token";

    /// <summary>How long a token must last for a pass to begin with it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    // GitHub accepts ten minutes at most, and its clock may be behind.
    private static readonly TimeSpan LifeOfAssertion = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private readonly HttpClient client = new(handler, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(30) };
    private DateTimeOffset validUntil;

    /// <summary>The newest token; null before the first.</summary>
    public string? Token { get; private set; }

    /// <summary>Gets a new token, unless the present one lasts for long enough.</summary>
    /// <exception cref="GojiUsageException">The key cannot be used, or GitHub does not accept the app.</exception>
    /// <exception cref="GojiUnavailableException">GitHub does not answer.</exception>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (Token is not null && time.GetUtcNow() + Margin < validUntil)
        {
            return;
        }

        var address = new Uri(app.Api, $"app/installations/{app.Installation}/access_tokens");
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Assertion());
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.UserAgent.ParseAdd("goji");
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                var status = (int)response.StatusCode;
                var reason = $"GitHub answers {status} to the request for a token of the app '{app.Id}', installation {app.Installation}.";
                throw status is >= 500 or 429
                    ? new GojiUnavailableException($"{reason} Another pass tries again.")
                    : new GojiUsageException(
                        $"{reason} Check the ids and the key of the app, and that it is installed with the right to write contents.");
            }

            var answer = await response.Content.ReadFromJsonAsync(Json.Default.Answer, cancellationToken);
            secrets.Add(answer?.Token);
            Token = answer?.Token ?? throw new JsonException("there is no token");
            validUntil = answer.ExpiresAt;
        }
        catch (Exception failure) when (
            failure is HttpRequestException or JsonException
            || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new GojiUnavailableException(
                $"A token of the GitHub App '{app.Id}' could not be had from '{app.Api}': {failure.Message.TrimEnd('.')}. "
                + "Another pass tries again.",
                failure);
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>What the app proves itself with: a JSON web token, signed with its key (RS256).</summary>
    private string Assertion()
    {
        var now = time.GetUtcNow();
        var header = Encode("""{"alg":"RS256","typ":"JWT"}"""u8);
        var claims = Encode(JsonSerializer.SerializeToUtf8Bytes(
            new Claims((now - ClockSkew).ToUnixTimeSeconds(), (now + LifeOfAssertion).ToUnixTimeSeconds(), app.Id), Json.Default.Claims));
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(File.ReadAllText(app.KeyFile));
            var content = Encoding.ASCII.GetBytes($"{header}.{claims}");
            var signature = key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return $"{header}.{claims}.{Encode(signature)}";
        }
        catch (Exception failure) when (
            failure is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            // What lies beneath may quote the key.
            throw new GojiUsageException(
                $"The key of the GitHub App in '{app.KeyFile}' cannot be used ({failure.GetType().Name}). "
                + "Store the private key there as GitHub provides it.");
        }
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    internal sealed record Claims(
        [property: JsonPropertyName("iat")] long IssuedAt,
        [property: JsonPropertyName("exp")] long ExpiresAt,
        [property: JsonPropertyName("iss")] string Issuer);

    internal sealed record Answer(
        [property: JsonPropertyName("token")] string? Token,
        [property: JsonPropertyName("expires_at")] DateTimeOffset ExpiresAt);

    [JsonSerializable(typeof(Claims))]
    [JsonSerializable(typeof(Answer))]
    internal sealed partial class Json : JsonSerializerContext;
}
