using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Api.Writing;

/// <summary>Reads bodies whose shape is not checked.</summary>
internal static class RequestBody
{
    public static JsonObject Parse(byte[] body, string kind)
    {
        try
        {
            return body.Length == 0 ? [] : JsonText.ParseObject(body);
        }
        catch (JsonException failure)
        {
            throw ApiFailure.BadRequest($"the body of the request is not a {kind}: {failure.Message}");
        }
    }
}
