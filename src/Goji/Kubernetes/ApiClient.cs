using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Goji.Reconciling;

namespace Goji.Kubernetes;

/// <summary>Sends requests to the API server, again where that may help, and turns every failure into a <see cref="ClusterException"/>.</summary>
internal sealed class ApiClient(IApiTransport transport, IGojiLog log, TimeProvider time) : IDisposable
{
    /// <summary>How often a request is sent at most.</summary>
    public const int MaxAttempts = 6;

    /// <summary>How long one answer is waited for.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a server that names a time to retry after is waited for at most.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromSeconds(30);

    public string Address { get; } = transport.Address.GetLeftPart(UriPartial.Authority);

    public IApiTransport Transport => transport;

    public ServerClock Clock { get; } = new(time);

    /// <summary>Sends a request and returns the body of its successful answer.</summary>
    public async Task<byte[]> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, failure) = await TryAsync(request, cancellationToken);
            if (failure is null)
            {
                return answer!;
            }

            if (failure.Exception.Failure != ClusterFailure.Unavailable || failure.IsLasting || attempt == MaxAttempts)
            {
                throw failure.Exception;
            }

            var pause = failure.RetryAfter ?? Backoff(attempt);
            log.Write(GojiLogLevel.Verbose, "Trying again in {0:0.0} s: {1}", pause.TotalSeconds, failure.Exception.Message);
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>Reads the lines of an answer as they arrive. Nothing is retried; an answer other than success has no lines.</summary>
    public async IAsyncEnumerable<string> ReadLinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(transport.Address, path));
        using var response = await transport.SendAsync(message, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            yield break;
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return line;
        }
    }

    public void Dispose() => transport.Dispose();

    private async Task<(byte[]? Answer, ApiFailure? Failure)> TryAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var message = new HttpRequestMessage(request.Method, new Uri(transport.Address, request.Path));
            message.Headers.Accept.ParseAdd("application/json");
            if (request.Body is not null)
            {
                message.Content = new ByteArrayContent(request.Body);
                message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
            }

            using var response = await transport.SendAsync(message, either.Token);
            var content = await response.Content.ReadAsByteArrayAsync(either.Token);
            Clock.Read(response.Headers.Date);
            return response.IsSuccessStatusCode ? (content, null) : (null, ApiFailure.Of(response, content, request.Purpose, Address));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException exception)
        {
            return (null, ApiFailure.NoAnswer(request.Purpose, Address, $"no answer within {RequestTimeout.TotalSeconds:0} seconds", exception));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var trust = exception.InnerException as AuthenticationException;
            return (null, ApiFailure.NoAnswer(request.Purpose, Address, (trust ?? exception).Message.TrimEnd('.'), exception) with { IsLasting = trust is not null });
        }
        catch (k8s.Exceptions.KubeConfigException exception)
        {
            // Credentials that an exec plugin or a token file was to deliver.
            throw new GojiUsageException($"The credentials for the cluster '{Address}' could not be obtained: {exception.Message}", exception);
        }
    }

    private static TimeSpan Backoff(int attempt) =>
        TimeSpan.FromMilliseconds(200 * Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble()));
}
