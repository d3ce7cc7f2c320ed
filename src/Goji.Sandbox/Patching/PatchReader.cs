using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Sandbox.Api;
using Goji.Sandbox.Http;

namespace Goji.Sandbox.Patching;

internal static class PatchReader
{
    private const string Accepted =
        "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml";

    public static IPatch Read(ApiRequest request)
    {
        var type = request.ContentType.Split(';')[0].Trim();
        if (type == "application/apply-patch+yaml" && request.Query["fieldManager"] is null)
        {
            throw new ApiFailure(
                422,
                "Invalid",
                "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        }

        return (type, Parse(request.Body, type)) switch
        {
            ("application/merge-patch+json", JsonObject patch) => new MergePatch(patch),
            ("application/strategic-merge-patch+json", JsonObject patch) => new StrategicPatch(patch),
            ("application/apply-patch+yaml", JsonObject patch) =>
                new ApplyPatch(patch, request.Query["fieldManager"]!, request.Query.Flag("force")),
            ("application/json-patch+json", JsonArray operations) => new OperationPatch(operations),
            ("application/json-patch+json" or "application/merge-patch+json"
                or "application/strategic-merge-patch+json" or "application/apply-patch+yaml", _) =>
                throw ApiFailure.BadRequest("error decoding patch: the body has another shape than its media type says"),
            _ => throw ApiFailure.UnsupportedMediaType(Accepted),
        };
    }

    private static JsonNode? Parse(byte[] body, string type)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException) when (type == "application/apply-patch+yaml")
        {
            return YamlText.ToJson(body);
        }
        catch (JsonException failure)
        {
            throw ApiFailure.BadRequest($"error decoding patch: {failure.Message}");
        }
    }
}
