using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goji.Sandbox.Api;

/// <summary>The JSON of <see cref="SteeringApi"/>. Generated at compile time: a native program has no reflection for it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AuditDocument))]
[JsonSerializable(typeof(FaultDocument))]
[JsonSerializable(typeof(FaultEntry))]
internal sealed partial class SteeringJsonContext : JsonSerializerContext;
