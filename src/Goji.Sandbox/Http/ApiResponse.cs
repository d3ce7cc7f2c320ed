using System.Text;
using System.Text.Json.Nodes;
using Goji.Sandbox.Api;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Http;

/// <summary>One HTTP response: bytes, a stream, or a broken connection.</summary>
internal sealed class ApiResponse
{
    public required int Code { get; init; }

    public string ContentType { get; init; } = "application/json";

    public byte[] Body { get; init; } = [];

    /// <summary>Gets what writes a streamed body; null if <see cref="Body"/> is complete.</summary>
    public Func<Stream, CancellationToken, Task>? Stream { get; init; }

    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>Gets a value indicating whether the client gets no answer at all.</summary>
    public bool IsBroken { get; init; }

    public static ApiResponse Json(JsonNode body, int code = 200) => new() { Code = code, Body = JsonText.Bytes(body) };

    public static ApiResponse Bytes(byte[] body, int code = 200) => new() { Code = code, Body = body };

    public static ApiResponse Text(string text) => new() { Code = 200, ContentType = "text/plain", Body = Encoding.UTF8.GetBytes(text) };

    public static ApiResponse Broken() => new() { Code = 0, IsBroken = true };

    public static ApiResponse Failure(ApiFailure failure)
    {
        var response = Json(failure.ToStatus(), failure.Code);
        if (failure.RetryAfterSeconds is { } seconds)
        {
            response.Headers.Add(("Retry-After", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return response;
    }
}
