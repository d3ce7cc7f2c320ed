using System.Globalization;
using System.IO.Pipelines;

namespace Goji.Sandbox.Http;

/// <summary>Reads HTTP/1.1 requests off a connection.</summary>
internal static class RequestReader
{
    // A real API server takes 3 MiB.
    private const int LongestBody = 16 * 1024 * 1024;

    private static readonly byte[] GoOn = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();

    /// <returns>Null when the client has closed the connection between two requests.</returns>
    public static async Task<ReceivedRequest?> ReadAsync(PipeReader reader, Stream stream, CancellationToken cancellationToken)
    {
        if (await WireText.LineAsync(reader, cancellationToken) is not { Length: > 0 } first)
        {
            return null;
        }

        var words = first.Split(' ');
        if (words.Length != 3)
        {
            throw new FormatException("The request line is not HTTP.");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await WireText.LineAsync(reader, cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':');
            headers[line[..Math.Max(0, colon)]] = line[(colon + 1)..].Trim();
        }

        if (headers.GetValueOrDefault("Expect")?.Equals("100-continue", StringComparison.OrdinalIgnoreCase) == true)
        {
            await stream.WriteAsync(GoOn, cancellationToken);
        }

        var body = await BodyAsync(reader, headers, cancellationToken);
        return new ReceivedRequest(
            Request(words, headers, body),
            headers.GetValueOrDefault("Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) != true);
    }

    private static int Size(string text, NumberStyles style) =>
        int.TryParse(text, style, CultureInfo.InvariantCulture, out var size) && size is >= 0 and <= LongestBody
            ? size
            : throw new FormatException("The length of the request's body is no number, or too large.");

    private static ApiRequest Request(string[] words, Dictionary<string, string> headers, byte[] body)
    {
        var question = words[1].IndexOf('?');
        return new ApiRequest(
            words[0],
            question < 0 ? words[1] : words[1][..question],
            new ApiQuery(question < 0 ? "" : words[1][question..]),
            headers.GetValueOrDefault("Accept", "").Replace("; ", ";", StringComparison.Ordinal),
            headers.GetValueOrDefault("Content-Type", "").Split(';')[0].Trim(),
            body);
    }

    private static async Task<byte[]> BodyAsync(PipeReader reader, Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (headers.GetValueOrDefault("Transfer-Encoding")?.Equals("chunked", StringComparison.OrdinalIgnoreCase) != true)
        {
            return headers.TryGetValue("Content-Length", out var length)
                ? await WireText.BytesAsync(reader, Size(length, NumberStyles.None), cancellationToken)
                : [];
        }

        using var body = new MemoryStream();
        for (; ; )
        {
            var line = await WireText.LineAsync(reader, cancellationToken) ?? throw new EndOfStreamException();
            var size = Size(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier);
            if (body.Length + size > LongestBody)
            {
                throw new FormatException("The body of the request is too long.");
            }

            body.Write(await WireText.BytesAsync(reader, size, cancellationToken));
            await WireText.LineAsync(reader, cancellationToken);
            if (size == 0)
            {
                return body.ToArray();
            }
        }
    }
}
