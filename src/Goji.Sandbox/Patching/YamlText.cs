using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Sandbox.Api;
using k8s;

namespace Goji.Sandbox.Patching;

internal static class YamlText
{
    public static JsonNode? ToJson(byte[] yaml)
    {
        try
        {
            return JsonSerializer.SerializeToNode(KubernetesYaml.Deserialize<Dictionary<string, object>>(Encoding.UTF8.GetString(yaml)));
        }
        catch (YamlDotNet.Core.YamlException failure)
        {
            throw ApiFailure.BadRequest($"error decoding YAML: {failure.Message}");
        }
    }
}
