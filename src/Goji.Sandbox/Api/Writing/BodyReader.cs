using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Sandbox.Http;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;
using Goji.Sandbox.Validation;

namespace Goji.Sandbox.Api.Writing;

/// <summary>Reads the object of a request, with the field validation that the request sets.</summary>
internal static class BodyReader
{
    public static DecodedBody Read(ApiRequest request, ResourceKind kind)
    {
        if (request.ContentType.Length > 0 && !request.ContentType.Contains("json", StringComparison.Ordinal))
        {
            throw ApiFailure.UnsupportedMediaType("application/json");
        }

        try
        {
            return Judge(BodyDecoder.Decode(request.Body, kind.Model), request, kind);
        }
        catch (JsonException failure)
        {
            throw CannotHandle(kind, $"couldn't get version/kind; json parse error: {failure.Message}");
        }
        catch (DecodingException failure)
        {
            throw CannotHandle(kind, failure.Message);
        }
    }

    /// <summary>Checks an object that a patch has made.</summary>
    public static DecodedBody Check(JsonObject body, ApiRequest request, ResourceKind kind)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonText.Bytes(body));
            return Judge(BodyDecoder.Decode(document.RootElement, kind.Model), request, kind);
        }
        catch (DecodingException failure)
        {
            throw CannotHandle(kind, failure.Message);
        }
    }

    private static DecodedBody Judge(DecodedBody decoded, ApiRequest request, ResourceKind kind)
    {
        CheckType(decoded.Body, kind);
        var wish = request.Query["fieldValidation"] ?? "Warn";
        if (wish == "Strict" && decoded.Complaints.Count > 0)
        {
            throw CannotHandle(kind, $"strict decoding error: {string.Join(", ", decoded.Complaints)}");
        }

        return decoded with
        {
            Body = Normal.InOrder(decoded.Body, kind.ApiVersion, kind.Kind),
            Complaints = wish == "Ignore" ? [] : decoded.Complaints,
        };
    }

    private static void CheckType(JsonObject body, ResourceKind kind)
    {
        var apiVersion = body.Text("apiVersion");
        if (!string.IsNullOrEmpty(apiVersion) && apiVersion != kind.ApiVersion)
        {
            throw ApiFailure.BadRequest(
                $"the API version in the data ({apiVersion}) does not match the expected API version ({kind.ApiVersion})");
        }

        var given = body.Text("kind");
        if (!string.IsNullOrEmpty(given) && given != kind.Kind)
        {
            throw ApiFailure.BadRequest(
                $"{given} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: the kind in the data is {given}");
        }
    }

    private static ApiFailure CannotHandle(ResourceKind kind, string why) =>
        ApiFailure.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: {why}");
}
