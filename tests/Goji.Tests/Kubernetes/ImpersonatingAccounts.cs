using System.Net.Security;
using Goji.Kubernetes.Access;
using Goji.Kubernetes.Api;
using Goji.Tests.Git;

namespace Goji.Tests.Kubernetes;

public sealed class ImpersonatingAccounts : KubeconfigTest
{
    private const string Everything =
        """
        token: robot
        as: Jörg
        as-uid: 06f6ce97
        as-groups: [operators, "a, b", operators]
        as-user-extra:
          acme.com/Project: [jobs, more jobs]
          100%: [sure]
        """;

    private static readonly string[] Headers =
    [
        "Impersonate-Extra-100%25: sure",
        "Impersonate-Extra-acme.com%2Fproject: jobs",
        "Impersonate-Extra-acme.com%2Fproject: more jobs",
        "Impersonate-Group: a, b",
        "Impersonate-Group: operators",
        "Impersonate-Group: operators",
        "Impersonate-Uid: 06f6ce97",
        "Impersonate-User: Jörg",
    ];

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Every_request_has_the_impersonation_headers(string scheme)
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(
            sandbox.Address,
            // Every real API server offers HTTP/2, which joins repeated headers.
            scheme == "https" ? Greetings.Tls(Certificate, SslApplicationProtocol.Http2, SslApplicationProtocol.Http11) : Greetings.PlainAsync).Start();
        Write($"{scheme}://127.0.0.1:{api.Port}", "tls-server-name: kubernetes.invalid", Everything);
        using var cluster = Open();

        await cluster.IdentifyAsync(CancellationToken.None);
        await cluster.MayCreateJobsAsync("default", CancellationToken.None);

        var requests = string.Concat(api.Notes).Split(" HTTP/1.1\r\n")[1..];
        Assert.Equal(2, requests.Length);
        Assert.All(requests, request => Assert.Equal(Headers, Impersonated(request)));
    }

    [Fact]
    public async Task Watches_and_other_connections_have_them_too()
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.PlainAsync).Start();
        Write($"http://127.0.0.1:{api.Port}", user: Everything);
        using var transport = KubernetesTransport.Open(KubeConfiguration.Find(Kubeconfig, context: null));
        using var client = new ApiClient(transport, new(), new RecordedLog(), TimeProvider.System);

        await foreach (var _ in client.ReadLinesAsync("api/v1/namespaces/default/pods/none/log", "text/plain", CancellationToken.None))
        {
        }

        Assert.Equal(Headers, Impersonated(string.Concat(api.Notes)));
    }

    [Theory]
    [InlineData("as: jane", "Impersonate-User: jane")]
    [InlineData("as: jane\nas-groups: [operators]", "Impersonate-Group: operators", "Impersonate-User: jane")]
    public async Task Impersonated_account_is_sent_for_every_form_of_user(string user, params string[] headers)
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.PlainAsync).Start();
        Write($"http://127.0.0.1:{api.Port}", user: user);

        Assert.NotNull(await AskAsync());

        Assert.Equal(headers, Impersonated(string.Concat(api.Notes)));
    }

    [Theory]
    [InlineData("as-uid: 06f6ce97")]
    [InlineData("as-groups: [operators]")]
    [InlineData("as-user-extra: {project: [jobs]}")]
    [InlineData("as: ''\nas-groups: [operators]")]
    public void Groups_without_a_user_are_refused(string user)
    {
        Write("https://127.0.0.1:1", user: user);

        Assert.Equal("user 'me' has as-uid, as-groups or as-user-extra without as. Name the user to impersonate in as, or remove the others.", Refusal());
    }

    [Theory]
    [InlineData("""as: "jane\r\nImpersonate-Group: system:masters" """)]
    [InlineData("""{as: jane, as-groups: ["a\u001fb"]}""")]
    public void Value_that_breaks_its_header_is_refused(string user)
    {
        Write("https://127.0.0.1:1", user: user);

        Assert.Equal("user 'me' has a line break or another control character in as, as-uid, as-groups or as-user-extra. Remove it.", Refusal());
    }

    private static string[] Impersonated(string request) =>
        [.. request.Split("\r\n").Where(line => line.StartsWith("Impersonate-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
