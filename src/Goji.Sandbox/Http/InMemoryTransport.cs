using System.Net;
using System.Net.Http.Headers;
using Goji.Sandbox.Api;

namespace Goji.Sandbox.Http;

/// <summary>Carries requests and answers between an <see cref="HttpClient"/> and the API without a network.</summary>
internal static class InMemoryTransport
{
    public static async Task<HttpResponseMessage> AnswerAsync(
        SandboxApi api,
        HttpRequestMessage message,
        CancellationToken cancellationToken)
    {
        var uri = message.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var request = new ApiRequest(
            message.Method.Method,
            uri.AbsolutePath,
            new ApiQuery(uri.Query),
            string.Join(',', message.Headers.Accept.Select(one => one.ToString().Replace("; ", ";", StringComparison.Ordinal))),
            message.Content?.Headers.ContentType?.MediaType ?? "",
            message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        var answer = await api.AnswerAsync(request, cancellationToken);
        return answer.IsBroken
            ? throw new HttpRequestException(
                HttpRequestError.ConnectionError,
                "The sandbox broke the connection.",
                new IOException("The connection was reset."))
            : Message(answer, message);
    }

    private static HttpResponseMessage Message(ApiResponse answer, HttpRequestMessage request)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Code)
        {
            RequestMessage = request,
            Content = answer.Stream is null ? new ByteArrayContent(answer.Body) : new StreamContent(new PumpedStream(answer.Stream)),
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(answer.ContentType);
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
