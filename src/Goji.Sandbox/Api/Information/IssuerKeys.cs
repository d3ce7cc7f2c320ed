using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Sandbox.Http;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Information;

/// <summary>Serves the public key of the service account issuer. Each cluster has its own key, which is kept with its state file.</summary>
internal static class IssuerKeys
{
    private const string Issuer = "https://kubernetes.default.svc.cluster.local";

    public static ApiResponse? Answer(ApiRequest request, Cluster cluster) => (request.Method, request.Path) switch
    {
        ("GET", "/openid/v1/jwks") => Keys(cluster),
        ("GET", "/.well-known/openid-configuration") => Document("application/json", new JsonObject
        {
            ["issuer"] = Issuer,
            ["jwks_uri"] = $"{Issuer}/openid/v1/jwks",
            ["response_types_supported"] = new JsonArray("id_token"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("ES256"),
        }),
        _ => null,
    };

    private static ApiResponse Keys(Cluster cluster)
    {
        var uid = cluster.Read((store, _) => store.Find(ResourceKind.Namespace, "", "kube-system")!.Uid);
        using var key =
            ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = SHA256.HashData(Encoding.ASCII.GetBytes(uid)) });
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return Document("application/jwk-set+json", new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["use"] = "sig",
                ["kty"] = "EC",
                ["kid"] = Base64Url(SHA256.HashData(key.ExportSubjectPublicKeyInfo())),
                ["crv"] = "P-256",
                ["alg"] = "ES256",
                ["x"] = Base64Url(point.X!),
                ["y"] = Base64Url(point.Y!),
            }),
        });
    }

    private static ApiResponse Document(string contentType, JsonObject body) =>
        new() { Code = 200, ContentType = contentType, Body = Json.JsonText.Bytes(body) };

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
