using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goji.Tool.Server.Webhooks.Payloads;

/// <summary>Reads payloads without reflection. A null where a value is needed is refused as any other wrong type is.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GitPushPayload))]
[JsonSerializable(typeof(BitbucketPayload))]
[JsonSerializable(typeof(AzurePayload))]
internal sealed partial class PayloadJson : JsonSerializerContext;
