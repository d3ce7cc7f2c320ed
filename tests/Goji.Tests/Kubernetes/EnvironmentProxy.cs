using System.Net;

namespace Goji.Tests.Kubernetes;

/// <summary>What HttpClient makes of HTTPS_PROXY, which it reads once in a process. Here it is for one host alone: other tests run meanwhile.</summary>
internal sealed class EnvironmentProxy : IWebProxy, IDisposable
{
    private readonly IWebProxy before = HttpClient.DefaultProxy;
    private readonly Uri address;
    private readonly string host;

    public EnvironmentProxy(Uri address, string host)
    {
        this.address = address;
        this.host = host;
        HttpClient.DefaultProxy = this;
    }

    public ICredentials? Credentials { get; set; }

    public Uri? GetProxy(Uri destination) => destination.Host == host ? address : before.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.Host != this.host && before.IsBypassed(host);

    public void Dispose() => HttpClient.DefaultProxy = before;
}
