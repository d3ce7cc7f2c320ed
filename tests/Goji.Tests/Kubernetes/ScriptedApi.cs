using System.Net;
using System.Text;
using Goji.Kubernetes;
using Goji.Kubernetes.Api;
using Goji.Sandbox;
using Goji.Tests.Git;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Kubernetes;

/// <summary>A cluster in memory, some of whose answers are replaced by a test.</summary>
internal sealed class ScriptedApi : IDisposable
{
    private readonly SandboxCluster sandbox;
    private readonly Answering handler;

    public ScriptedApi()
    {
        sandbox = new(new SandboxOptions { TimeProvider = Clock });
        handler = new(sandbox.CreateHandler());
        Cluster = new(new HandlerTransport(handler, new Uri("http://sandbox/")), defaultNamespace: null, Log, Clock, new() { MaxAttempts = 2, FirstPause = TimeSpan.Zero });
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public RecordedLog Log { get; } = new();

    public KubernetesCluster Cluster { get; }

    public SandboxFaults Faults => sandbox.Faults;

    /// <summary>Replaces the answers to some requests: method and end of the path.</summary>
    public void Answer(string method, string path, int status, string body, string mediaType = "application/json", params (string Name, string Value)[] headers) =>
        handler.Answers.Add(request => request.Method.Method == method && request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal)
            ? Message(status, body, mediaType, headers)
            : null);

    public void Answer(string method, string path, Func<CancellationToken, Task<HttpResponseMessage>> answer) => handler.Late.Add((method, path, answer));

    public void Dispose()
    {
        Cluster.Dispose();
        handler.Dispose();
        sandbox.Dispose();
    }

    private static HttpResponseMessage Message(int status, string body, string mediaType, (string Name, string Value)[] headers)
    {
        var message = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        foreach (var (name, value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private sealed class Answering(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public List<Func<HttpRequestMessage, HttpResponseMessage?>> Answers { get; } = [];

        public List<(string Method, string Path, Func<CancellationToken, Task<HttpResponseMessage>> Answer)> Late { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            foreach (var (method, path, answer) in Late)
            {
                if (request.Method.Method == method && request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal))
                {
                    return await answer(cancellationToken);
                }
            }

            return Answers.Select(answer => answer(request)).FirstOrDefault(answer => answer is not null) ?? await base.SendAsync(request, cancellationToken);
        }
    }
}
