using System.Globalization;
using System.Text;

namespace Goji.Sandbox.Http;

/// <summary>Writes answers on a connection.</summary>
internal static class ResponseWriter
{
    public static async Task WriteAsync(Stream stream, ApiResponse answer, CancellationToken cancellationToken)
    {
        var head = Head(answer);
        if (answer.Stream is null)
        {
            byte[] whole = [.. head, .. answer.Body];
            await stream.WriteAsync(whole, cancellationToken);
            return;
        }

        await stream.WriteAsync(head, cancellationToken);
        await using var chunks = new ChunkedStream(stream);
        await answer.Stream(chunks, cancellationToken);
        await chunks.EndAsync(cancellationToken);
    }

    private static byte[] Head(ApiResponse answer)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Code} {(System.Net.HttpStatusCode)answer.Code}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Type: {answer.ContentType}\r\n");
        foreach (var (name, value) in answer.Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value.ReplaceLineEndings(" ")}\r\n");
        }

        text.Append(answer.Stream is null ? $"Content-Length: {answer.Body.Length}\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
