using System.Text.Json.Nodes;
using Goji.Sandbox.Http;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Api.Writing;

internal static class DryRun
{
    public static bool IsAsked(ApiRequest request, JsonObject? options = null)
    {
        var asked = request.Query["dryRun"] ?? options.Texts("dryRun").FirstOrDefault();
        return asked switch
        {
            null => false,
            "All" => true,
            _ => throw new ApiFailure(
                422,
                "Invalid",
                $"CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: \"{asked}\": supported values: \"All\""),
        };
    }
}
