using System.Text.Json.Serialization;
using Goji.Sandbox.Jobs;

namespace Goji.Sandbox.Storage;

/// <summary>
/// How the runs and audit entries of a state file are written and read. Generated at compile time: a native program has no reflection for
/// it.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JobRun))]
[JsonSerializable(typeof(SandboxAuditEntry))]
internal sealed partial class StateJsonContext : JsonSerializerContext;
