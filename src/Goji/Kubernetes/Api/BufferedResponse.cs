using System.Net;
using System.Text.Json;

namespace Goji.Kubernetes.Api;

/// <summary>A complete response, from the API server or from a proxy in between.</summary>
internal sealed record BufferedResponse(HttpResponseMessage Response, ReadOnlyMemory<byte> Content)
{
    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>
    /// Whether the answer is the API server's own. A proxy's "not found" must not become a verdict, and its login page, which comes with a
    /// 200, must not pass for a patch or a deletion.
    /// </summary>
    public bool IsFromApiServer(ApiRequest request) => Response.IsSuccessStatusCode
        ? IsExpected(request)
        : (KindOf(Content) == "Status" && (Status != HttpStatusCode.NotFound || NamesWhatIsMissing()))
            || (request.MayBeUnknown && Status == HttpStatusCode.NotFound);

    private bool IsExpected(ApiRequest request) => request.IsReadOnce || (request.Answer is null
        ? request.AnswerMediaType is { } type && Response.Content.Headers.ContentType?.MediaType == type
        : KindOf(Content) is { } kind && (kind == request.Answer || (request.MayAnswerStatus && kind == "Status" && IsSuccess())));

    private bool IsSuccess()
    {
        using var document = JsonDocument.Parse(Content);
        return document.RootElement.Text("status") == "Success";
    }

    // An API server that is starting knows no path at all yet, and answers so without a name.
    private bool NamesWhatIsMissing()
    {
        using var document = JsonDocument.Parse(Content);
        return document.RootElement.Field("details").TextOrNull("name") is { Length: > 0 };
    }

    /// <summary>The kind of the object; null where the content is no JSON object, or not a whole one.</summary>
    private static string? KindOf(ReadOnlyMemory<byte> content)
    {
        try
        {
            string? kind = null;
            var reader = new Utf8JsonReader(content.Span, JsonReading.Deep);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("kind"u8))
                {
                    reader.Read();
                    kind = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }

            return kind;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
