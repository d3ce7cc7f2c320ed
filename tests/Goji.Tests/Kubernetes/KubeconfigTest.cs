using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Goji.Kubernetes;
using Goji.Kubernetes.Access;
using Goji.Kubernetes.Api;
using Goji.Sandbox;
using Goji.Testing;
using Goji.Tests.Git;

namespace Goji.Tests.Kubernetes;

/// <summary>Writes a kubeconfig, and asks the cluster that it leads to which one it is.</summary>
public abstract class KubeconfigTest : IDisposable
{
    /// <summary>A name that only a proxy can know.</summary>
    protected const string Host = "kubernetes.invalid";

    private readonly RSA key = RSA.Create(2048);

    protected KubeconfigTest()
    {
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        Certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    internal TemporaryDirectory Place { get; } = new();

    internal SandboxCluster Sandbox { get; } = new();

    /// <summary>The environment in which the kubeconfig is read.</summary>
    protected Dictionary<string, string> Variables { get; } = [];

    protected X509Certificate2 Certificate { get; }

    protected string Kubeconfig => Place["kubeconfig"];

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Certificate.Dispose();
        key.Dispose();
        Sandbox.Dispose();
        Place.Dispose();
    }

    /// <summary>Writes the kubeconfig.</summary>
    /// <param name="server">The API server's address.</param>
    /// <param name="cluster">Further lines about the cluster.</param>
    /// <param name="user">The lines about the user.</param>
    protected void Write(string server, string cluster = "", string user = "") => File.WriteAllText(Kubeconfig, $"""
        current-context: here
        contexts:
        - name: here
          context: {"{"}cluster: there, user: me{"}"}
        clusters:
        - name: there
          cluster:
            server: {server}
            certificate-authority-data: {Convert.ToBase64String(Encoding.ASCII.GetBytes(Certificate.ExportCertificatePem()))}
            {cluster.ReplaceLineEndings("\n    ")}
        users:
        - name: me
          user:
            {user.ReplaceLineEndings("\n    ")}
        """);

    internal KubernetesCluster Open() =>
        new(KubernetesTransport.Open(Find()), defaultNamespace: null, new RecordedLog(), TimeProvider.System, new() { MaxAttempts = 1 });

    internal ClusterAccess Find() => KubeConfiguration.Find(Kubeconfig, context: null, Variables.GetValueOrDefault);

    protected async Task<string?> AskAsync()
    {
        using var cluster = Open();
        return (await cluster.IdentifyAsync(CancellationToken.None)).Uid;
    }

    /// <summary>The reason why the kubeconfig is not usable, as the message has it after the name of the file.</summary>
    protected string Refusal()
    {
        var message = Assert.Throws<GojiUsageException>(Find).Message;
        var start = $"The kubeconfig '{Kubeconfig}' cannot be used: ";
        Assert.StartsWith(start, message, StringComparison.Ordinal);
        return message[start.Length..];
    }
}
