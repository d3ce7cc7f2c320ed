using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Goji.Sandbox.Http;

namespace Goji.Sandbox.Api;

/// <summary>Lets other processes switch faults and read the audit. Faults do not apply to these calls.</summary>
internal sealed class SteeringApi(SandboxFaults faults, SandboxAudit audit)
{
    public ApiResponse? Answer(ApiRequest request) => (request.Method, request.Path) switch
    {
        ("GET", "/_sandbox/audit") => Json(new(audit.Jobs, audit.Requests), SteeringJsonContext.Default.AuditDocument),
        ("GET", "/_sandbox/faults") => Current(),
        ("PUT", "/_sandbox/faults") => Replace(request.Body),
        ("POST", "/_sandbox/faults") => Add(request.Body),
        ("DELETE", "/_sandbox/faults") => Clear(),
        _ => null,
    };

    private ApiResponse Replace(byte[] body) => Change(() =>
    {
        var wanted = JsonSerializer.Deserialize(body, SteeringJsonContext.Default.FaultDocument)!;
        faults.Clear();
        faults.IsDown = wanted.IsDown;
        foreach (var fault in wanted.Faults ?? [])
        {
            faults.Add(fault.ToFault());
        }
    });

    private ApiResponse Add(byte[] body) =>
        Change(() => faults.Add(JsonSerializer.Deserialize(body, SteeringJsonContext.Default.FaultEntry)!.ToFault()));

    private ApiResponse Clear() => Change(faults.Clear);

    private ApiResponse Change(Action change)
    {
        try
        {
            change();
            return Current();
        }
        catch (JsonException failure)
        {
            return ApiResponse.Failure(ApiFailure.BadRequest($"The faults could not be read: {failure.Message}"));
        }
    }

    private ApiResponse Current() =>
        Json(new(faults.IsDown, [.. faults.All.Select(FaultEntry.From)]), SteeringJsonContext.Default.FaultDocument);

    private static ApiResponse Json<T>(T value, JsonTypeInfo<T> form) =>
        ApiResponse.Bytes(JsonSerializer.SerializeToUtf8Bytes(value, form));
}
