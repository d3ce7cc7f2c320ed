using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Text.Json;
using Goji.Model;
using Goji.Ports;

namespace Goji.Kubernetes.Api;

/// <summary>
/// Sends requests to the API server, again where that may help, and turns every failure into a <see cref="ClusterException"/>.
/// </summary>
internal sealed class ApiClient(IApiTransport transport, ApiTimeouts patience, IGojiLog log, TimeProvider time) : IDisposable
{
    private readonly ApiWarnings warnings = new(log);
    private readonly SlowApiNotice silence = new(patience, log, time);

    // After one request has had no response in all of its tries, the others are sent once, until the server responds again:
    // else a pass over many jobs would wait for hours.
    private volatile bool isAway;

    public string Address { get; } = transport.Address.GetLeftPart(UriPartial.Authority);

    public IApiTransport Transport => transport;

    public ServerClock Clock { get; } = new(time);

    public ResponseStopwatch Watch { get; } = new(time);

    /// <summary>Sends a request and returns the body of its successful answer.</summary>
    public Task<byte[]> SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        SendAsync(request, static content => content.ToArray(), cancellationToken);

    /// <summary>Sends a request and reads the body of its successful answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">
    /// Reads the body, which is gone afterwards. It throws a <see cref="JsonException"/> where the body is not what the API server answers.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<T> SendAsync<T>(ApiRequest request, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var mayHaveActed = false;
        var hasRenewed = false;
        var isServerFault = true;
        for (var attempt = 1; ; attempt++)
        {
            var (answer, failure) = await Telemetry.CallAsync(request.Method, () => TryAsync(request, read, cancellationToken));
            if (failure is null)
            {
                isAway = false;
                return answer!;
            }

            if (failure.RefusedToken is { } refused && !hasRenewed && await transport.RenewCredentialsAsync(refused, cancellationToken))
            {
                hasRenewed = true;
                continue;
            }

            if (request.IsOptional)
            {
                throw failure.Exception;
            }

            isServerFault &= failure.IsServerFault;
            var isAnswered = failure.Exception.Failure != ClusterFailure.Unavailable;
            var isFinal = isAnswered && failure.Exception.Failure != ClusterFailure.Contended;
            var isTooLong = failure.IsSilence && time.GetElapsedTime(began) >= patience.MaxSilence;
            if (isFinal || failure.IsLasting || isAway || isTooLong || attempt >= patience.MaxAttempts)
            {
                isAway = !isAnswered;
                throw failure.ToException(mayHaveActed, isServerFault);
            }

            mayHaveActed |= failure.MayHaveActed;
            var pause = failure.RetryAfter is { } wish ? Min(wish, patience.MaxRetryAfter) : Pause(attempt);
            log.Write(GojiLogLevel.Verbose, "Trying again in {0:0.0} s: {1}", pause.TotalSeconds, failure.Exception.Message);
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>
    /// Reads the lines of an answer as they arrive. Nothing is retried; an answer other than the expected one has no lines.
    /// </summary>
    public async IAsyncEnumerable<string> ReadLinesAsync(
        string path, string mediaType, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(transport.Address, path));
        using var response = await transport.SendAsync(message, cancellationToken);
        if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != mediaType)
        {
            yield break;
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Opens a streamed answer, once its header has arrived. Nothing is retried.</summary>
    /// <exception cref="ClusterException">The answer is not the expected one.</exception>
    public async Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var message = new HttpRequestMessage(request.Method, new Uri(transport.Address, request.Path));
        message.Options.Set(ApiRequest.Followed, request.IsFollowed);
        HttpResponseMessage response;
        try
        {
            response = await transport.SendAsync(message, either.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw ApiFailure.NoAnswer(request.Purpose, Address, transport.Proxy, exception.Message, exception).Exception;
        }

        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == request.AnswerMediaType)
        {
            return response;
        }

        using (response)
        {
            var answer = new BufferedResponse(
                response, response.IsSuccessStatusCode ? [] : await response.Content.ReadAsByteArrayAsync(cancellationToken));
            throw (answer.IsFromApiServer(request) && !response.IsSuccessStatusCode
                ? ApiFailure.Of(answer, request, Address, transport.CertificateExpires)
                : ApiFailure.Unexpected(answer, request.Purpose, Address, transport.Proxy)).Exception;
        }
    }

    public void Dispose() => transport.Dispose();

    private async Task<(T? Answer, ApiFailure? Failure)> TryAsync<T>(
        ApiRequest request, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var notice = request.IsOptional ? null : silence.Begin(request.Purpose, Address);
        Watch.Ask();
        try
        {
            using var message = new HttpRequestMessage(request.Method, new Uri(transport.Address, request.Path));
            message.Headers.Accept.ParseAdd(request.Accept);
            if (request.Account is not null)
            {
                message.Headers.TryAddWithoutValidation(ApiRequest.UserHeader, request.Account);
            }

            if (request.Body is not null)
            {
                message.Content = new GuardedContent(request.Body, () => CheckClaimAge(request));
                message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
            }

            var asked = Clock.Ask();
            using var response = await transport.SendAsync(message, either.Token);
            Watch.Restart();
            using var body = await ResponseBody.ReadAsync(response.Content, either.Token);
            silence.End();
            var answer = new BufferedResponse(response, body.Bytes);
            if (!answer.IsFromApiServer(request) || !TryRead(answer, read, out var result))
            {
                return (default, ApiFailure.Unexpected(answer, request.Purpose, Address, transport.Proxy));
            }

            // The clock of a proxy proves nothing.
            Clock.Read(asked, response.Headers.Date);
            warnings.Show(response);
            return response.IsSuccessStatusCode
                ? (result, null)
                : (default, ApiFailure.Of(answer, request, Address, transport.CertificateExpires) with
            {
                RefusedToken = answer.Status == HttpStatusCode.Unauthorized ? message.Headers.Authorization?.Parameter : null,
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException exception)
        {
            var reason = $"no answer within {patience.RequestTimeout.TotalSeconds:0} seconds";
            return (default, ApiFailure.NoAnswer(request.Purpose, Address, transport.Proxy, reason, exception) with { IsSilence = true });
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var trust = exception.InnerException as AuthenticationException;
            var reason = (trust ?? exception).Message.TrimEnd('.');
            return (
                default,
                ApiFailure.NoAnswer(request.Purpose, Address, transport.Proxy, reason, exception) with { IsLasting = trust is not null });
        }
        catch (ClusterException exception)
        {
            return (default, new(exception));
        }
        finally
        {
            Watch.End();
        }
    }

    /// <summary>Reads a success; a failure has no result.</summary>
    /// <returns>Whether the answer is the expected one.</returns>
    private static bool TryRead<T>(BufferedResponse answer, Func<ReadOnlyMemory<byte>, T> read, out T? result)
    {
        result = default;
        try
        {
            if (answer.Response.IsSuccessStatusCode)
            {
                result = read(answer.Content);
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter is what a reader throws for text that is no Unicode.
            return false;
        }
    }

    /// <summary>Checks the time once more, when all but the last byte of the request has been sent.</summary>
    private void CheckClaimAge(ApiRequest request)
    {
        if (request.SendUntil is { } end && Clock.NowAtMost > end)
        {
            throw new ClusterException(
                ClusterFailure.Outdated, $"It was too late to {request.Purpose}: the claim had grown too old to be trusted.");
        }
    }

    private TimeSpan Pause(int attempt) => patience.FirstPause * (Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble()));

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
