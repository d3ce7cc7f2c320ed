using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Goji.Chaos.Tests.Faults;
using Goji.Sandbox;
using Goji.Testing;
using Xunit.Abstractions;

namespace Goji.Chaos.Tests;

/// <summary>Marked secrets on every path that fails: none of them may reach a log, an exception, a commit, a record, a report or a file.</summary>
public sealed class Secrets(ITestOutputHelper output) : ChaosTest(output)
{
    private const string Password = "mark-PASSWORD-4711";
    private const string Token = "mark-TOKEN-4712";
    private const string ClusterToken = "mark-CLUSTERTOKEN-4713";

    private readonly StringBuilder heard = new();

    [Fact]
    public async Task A_password_for_git_appears_nowhere()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        using var server = new GitHttpServer(Place.Path) { User = "robot", Password = Password };
        var options = NewClone();
        var address = server.AddressOf(Origin);
        var withToken = address.Replace("http://", $"http://robot:{Token}@", StringComparison.Ordinal);
        foreach (var (url, user, password) in ((string, string?, string?)[])[
            (address, "robot", Password), (address, "robot", Password + "-wrong"), (withToken, null, null), (withToken, "robot", Password),
            (address.Replace($":{server.Port}/", ":1/", StringComparison.Ordinal), "robot", Password),
            (withToken.Replace(".git", "-missing.git", StringComparison.Ordinal), "robot", Password)])
        {
            GitProgram.Run(options.Directory, "remote", "set-url", "origin", url);
            (options.Username, options.Password) = (user, password);
            foreach (var refusal in (int[])[0, 403, 500])
            {
                server.Instead = refusal == 0 ? null : context => Task.FromResult(Refuse(context, refusal));
                await ListenAsync(() => Runner(options).ProcessAsync(CancellationToken.None));
                await ListenAsync(() => Runner(options).StatusAsync(CancellationToken.None));
                await ListenAsync(() => Runner(options).RequeueAsync("nothing.yaml", CancellationToken.None));
            }

            await ListenAsync(() => Runner(new GojiOptions { Directory = Place[$"new-{Guid.NewGuid():N}"], Repository = url, Username = user, Password = password }).InitAsync(CancellationToken.None));
        }

        server.Instead = null;
        GitProgram.Run(options.Directory, "remote", "set-url", "origin", address);
        AssertSilent(Password, Token);
    }

    [Fact]
    public async Task Credentials_for_the_cluster_appear_nowhere()
    {
        Queue(("x.yaml", JobSet.Job("x")));
        using var key = RSA.Create(2048);
        var certificate = new CertificateRequest("CN=robot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var keyPem = key.ExportPkcs8PrivateKeyPem();
        var keyData = Convert.ToBase64String(Encoding.UTF8.GetBytes(keyPem));
        var certificateData = Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate.ExportCertificatePem()));
        await using var listener = await Cluster.ListenAsync();
        var address = listener.Address.GetLeftPart(UriPartial.Authority);
        string[] users =
        [
            $"token: {ClusterToken}",
            $"client-certificate-data: {certificateData}\n    client-key-data: {keyData}",
            $"client-certificate-data: {certificateData}\n    client-key-data: {keyData[..200]}",
            $"client-certificate-data: broken\n    client-key-data: {keyData}",
            $"username: robot\n    password: {Password}",
            $"exec:\n      apiVersion: client.authentication.k8s.io/v1\n      command: /nonexistent\n      args: [{ClusterToken}]\n      interactiveMode: Never",
            $"token: {ClusterToken}\n    nonsense: [",
        ];
        foreach (var user in users)
        {
            foreach (var server in (string[])[address, "http://127.0.0.1:1", "https://127.0.0.1:1"])
            {
                var options = NewClone();
                options.Patience = new() { FirstPause = TimeSpan.Zero, MaxAttempts = 2 };
                options.Kubeconfig = Place["kubeconfig"];
                await File.WriteAllTextAsync(options.Kubeconfig, Kubeconfig(server, user));
                foreach (var fault in (SandboxFaultKind?[])[null, SandboxFaultKind.Unauthorized, SandboxFaultKind.Forbidden])
                {
                    Cluster.Faults.Clear();
                    if (fault is { } kind)
                    {
                        Cluster.Faults.Add(new(kind));
                    }

                    await ListenAsync(() => new GojiRunner(options, Log, time: new BorrowedClock(Clock)).ProcessAsync(CancellationToken.None));
                }
            }
        }

        AssertSilent(ClusterToken, Password, keyData[..60], keyData[100..160], keyPem.Split('\n')[1], keyPem.Split('\n')[5]);
    }

    private async Task ListenAsync<T>(Func<Task<T>> work)
    {
        try
        {
            heard.AppendLine(System.Text.Json.JsonSerializer.Serialize(await work()));
        }
        catch (GojiException failure)
        {
            heard.AppendLine(failure.ToString());
        }
    }

    private void AssertSilent(params string[] marks)
    {
        heard.AppendJoin('\n', Lines);
        heard.AppendLine(Origin.Git("log", "-p", "--all"));
        foreach (var config in Directory.EnumerateFiles(Place.Path, "config", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Place.Path, "FETCH_HEAD", SearchOption.AllDirectories)))
        {
            heard.AppendLine(File.ReadAllText(config));
        }

        Assert.InRange(heard.Length, 1000, int.MaxValue);
        Assert.All(marks, mark => Assert.DoesNotContain(mark, heard.ToString(), StringComparison.Ordinal));
    }

    private static bool Refuse(HttpListenerContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Close();
        return true;
    }

    private static string Kubeconfig(string server, string user) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: c
          cluster:
            server: {server}
        users:
        - name: u
          user:
            {user}
        contexts:
        - name: x
          context:
            cluster: c
            user: u
        current-context: x
        """.Replace("\n    ", "\n    ", StringComparison.Ordinal);
}
