using System.Net;
using System.Net.Http.Headers;
using Goji.Git.Remotes.Server.Protocol;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>One session over git's smart http (gitprotocol-http): a capability advertisement by GET, each request by POST.</summary>
internal sealed class HttpConnection(HttpTransport transport, string service, ServerSession session) : IServerConnection
{
    private const int MaxRedirects = 10;
    private readonly List<HttpResponseMessage> answers = [];

    public bool IsStateless => true;

    // Version 2 lists the wanted references alone; for pushes there is none.
    private bool IsReading => service == "git-upload-pack";

    public async Task<PacketReader> OpenServiceAsync()
    {
        var answer = await FollowAsync();
        Check(answer, $"application/x-{service}-advertisement");
        var packets = await ReaderAsync(answer);

        // The first message names the service; of version 2 there is none.
        if (await packets.ReadAsync() == PacketKind.Data && packets.Line == $"# service={service}")
        {
            await packets.ReadAsync();
            return packets;
        }

        return packets.Again();
    }

    public async Task<PacketReader> RequestAsync(byte[] message, string? pack = null)
    {
        var answer = await SendAsync(() => Post(message, pack));
        Check(answer, $"application/x-{service}-result");
        return await ReaderAsync(answer);
    }

    public Task EndServiceAsync() => Task.CompletedTask;

    public Task<RemoteFailureException> ExplainAsync(Exception failure) => Task.FromResult(HttpFailure.Explain(failure, transport));

    public ValueTask DisposeAsync()
    {
        answers.ForEach(answer => answer.Dispose());
        return ValueTask.CompletedTask;
    }

    // As git does, redirects are followed for the capabilities alone, and what comes after goes to where it came from.
    private async Task<HttpResponseMessage> FollowAsync()
    {
        var tail = $"/info/refs?service={service}";
        for (var redirects = 0; ; redirects++)
        {
            var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, transport.Repository.AbsoluteUri + tail));
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
            {
                return answer;
            }

            var target = new Uri(new Uri(transport.Repository.AbsoluteUri + tail), location);
            transport.Repository = redirects < MaxRedirects
                && target.OriginalString.EndsWith(tail, StringComparison.Ordinal)
                && IsNoDowngrade(target)
                ? new Uri(target.AbsoluteUri[..^tail.Length])
                : throw HttpFailure.Redirected(target);
        }
    }

    private bool IsNoDowngrade(Uri target) =>
        target.Scheme == "https" || (target.Scheme == "http" && transport.Repository.Scheme == "http");

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> compose)
    {
        var answer = await SendOnceAsync(compose(), transport.WereAsked);
        if (answer.StatusCode != HttpStatusCode.Unauthorized || transport.WereAsked)
        {
            return answer;
        }

        if (transport.Credentials.HavePair && !transport.Credentials.AreFor(transport.Repository))
        {
            throw HttpFailure.CredentialsAreForAnother(transport);
        }

        if (HttpChallenge.TakesBasic(answer)
            && transport.Credentials.AreFor(transport.Repository)
            && await transport.Credentials.FindAsync(session.Token))
        {
            answer = await SendOnceAsync(compose(), wereAsked: true);
            transport.WereAsked = answer.StatusCode != HttpStatusCode.Unauthorized;
            await transport.Credentials.NoteAsync(transport.WereAsked, session.Token);
        }

        return answer;
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, bool wereAsked)
    {
        using (request)
        {
            if (IsReading)
            {
                request.Headers.Add("Git-Protocol", "version=2");
            }

            transport.Credentials.AddTo(request, wereAsked);
            var answer = await transport.SendAsync(request, session.Token);
            answers.Add(answer);
            session.Progress();
            return answer;
        }
    }

    private HttpRequestMessage Post(byte[] message, string? pack)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{transport.Repository.AbsoluteUri}/{service}")
        {
            Content = new PackContent(message, pack, session),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue($"application/x-{service}-request");
        request.Headers.Accept.ParseAdd($"application/x-{service}-result");
        return request;
    }

    private void Check(HttpResponseMessage answer, string contentType)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw HttpFailure.Of(answer, transport, isPush: !IsReading);
        }

        if (answer.Content.Headers.ContentType?.MediaType?.Equals(contentType, StringComparison.OrdinalIgnoreCase) != true)
        {
            throw HttpFailure.NotGit(answer.Content.Headers.ContentType?.MediaType, transport);
        }
    }

    private async Task<PacketReader> ReaderAsync(HttpResponseMessage answer) =>
        new(await answer.Content.ReadAsStreamAsync(session.Token), session);
}
