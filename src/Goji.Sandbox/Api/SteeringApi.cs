using System.Text.Json;
using System.Text.Json.Serialization;
using Goji.Sandbox.Http;

namespace Goji.Sandbox.Api;

/// <summary>Lets other processes switch faults and read the audit. No fault befalls these calls.</summary>
internal sealed class SteeringApi(SandboxFaults faults, SandboxAudit audit)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public ApiResponse? Answer(ApiRequest request) => (request.Method, request.Path) switch
    {
        ("GET", "/_sandbox/audit") => Json(new { audit.Jobs, audit.Requests }),
        ("GET", "/_sandbox/faults") => Json(new { faults.IsDown, faults = faults.All }),
        ("PUT", "/_sandbox/faults") => Replace(request.Body),
        ("POST", "/_sandbox/faults") => Add(request.Body),
        ("DELETE", "/_sandbox/faults") => Clear(),
        _ => null,
    };

    private ApiResponse Replace(byte[] body) => Change(() =>
    {
        var wanted = JsonSerializer.Deserialize<FaultList>(body, Options)!;
        faults.Clear();
        faults.IsDown = wanted.IsDown;
        foreach (var fault in wanted.Faults ?? [])
        {
            faults.Add(fault);
        }
    });

    private ApiResponse Add(byte[] body) => Change(() => faults.Add(JsonSerializer.Deserialize<SandboxFault>(body, Options)!));

    private ApiResponse Clear() => Change(faults.Clear);

    private ApiResponse Change(Action change)
    {
        try
        {
            change();
            return Json(new { faults.IsDown, faults = faults.All });
        }
        catch (JsonException failure)
        {
            return ApiResponse.Failure(ApiFailure.BadRequest($"The faults could not be read: {failure.Message}"));
        }
    }

    private static ApiResponse Json(object value) => ApiResponse.Bytes(JsonSerializer.SerializeToUtf8Bytes(value, Options));

    private sealed record FaultList(bool IsDown, SandboxFault[]? Faults);
}
