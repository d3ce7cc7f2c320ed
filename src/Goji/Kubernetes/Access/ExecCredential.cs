using System.Globalization;
using System.Text.Json;

namespace Goji.Kubernetes.Access;

/// <summary>What an exec plugin prints: https://kubernetes.io/docs/reference/config-api/client-authentication.v1.</summary>
internal sealed record ExecCredential
{
    public string? Token { get; private init; }

    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>The client certificate, PEM.</summary>
    public string? Certificate { get; private init; }

    /// <summary>The key of the client certificate, PEM.</summary>
    public string? Key { get; private init; }

    /// <exception cref="InvalidDataException">The output holds no credential. The message does not quote it.</exception>
    public static ExecCredential Parse(string output, string apiVersion)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            if (document.RootElement.Text("kind") != "ExecCredential" || document.RootElement.Text("apiVersion") != apiVersion)
            {
                throw new InvalidDataException($"printed no ExecCredential of {apiVersion}, which its kubeconfig entry asks for");
            }

            var status = document.RootElement.Field("status");
            var credential = new ExecCredential
            {
                Token = BearerToken.Clean(status.TextOrNull("token")),
                ExpiresAt = DateTimeOffset.TryParse(
                    status.TextOrNull("expirationTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                    ? time
                    : null,
                Certificate = status.TextOrNull("clientCertificateData"),
                Key = status.TextOrNull("clientKeyData"),
            };
            return credential switch
            {
                { Token: { } token } when !BearerToken.IsValid(token) => throw new InvalidDataException(
                    "printed a token with a line break or another control character in it"),
                { Token: null, Certificate: null } => throw new InvalidDataException(
                    "printed an ExecCredential without a token and without a client certificate"),
                { Certificate: null } or { Key: not null } => credential,
                _ => throw new InvalidDataException("printed a client certificate without its key"),
            };
        }
        catch (JsonException)
        {
            // The exception quotes the output, which may hold a token.
            throw new InvalidDataException(output.Trim().Length == 0 ? "printed nothing" : "printed something else than an ExecCredential");
        }
    }
}
