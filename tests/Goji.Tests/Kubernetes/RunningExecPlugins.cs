using System.Text.Json.Nodes;
using Goji.Kubernetes.Access;
using Goji.Ports;
using Goji.Sandbox;
using Goji.Testing;

namespace Goji.Tests.Kubernetes;

public sealed class RunningExecPlugins : KubeconfigTest
{
    private const string Plugin =
        """
        exec:
          apiVersion: client.authentication.k8s.io/v1
          command: ./plugin
          args: [-c, "two words", 'say "x\"', '', a\b, "tab\there", 'ends\ with\']
          env:
          - {name: GREETING, value: good day}
          - {name: NOTHING}
          interactiveMode: IfAvailable
          provideClusterInfo: true
        """;

    [FactNeeding("sh")]
    public void Plugin_beside_the_kubeconfig_gets_its_arguments_one_by_one()
    {
        Write("https://127.0.0.1:6443", user: Plugin);
        WriteScript("""for argument; do printf '[%s]' "$argument" >> arguments; done; printf '%s,%s' "$GREETING" "$NOTHING" > variables""");

        var access = Find();

        Assert.Equal("""[-c][two words][say "x\"][][a\b]""" + "[tab\there]" + """[ends\ with\]""", File.ReadAllText(Place["arguments"]));
        Assert.Equal("good day,", File.ReadAllText(Place["variables"]));
        Assert.Equal("issued", access.Configuration.AccessToken);
    }

    [FactNeeding("sh")]
    public void Plugin_gets_the_cluster_with_provideClusterInfo()
    {
        Write(
            "https://127.0.0.1:6443",
            "tls-server-name: kubernetes.invalid\nproxy-url: http://127.0.0.1:3128\nextensions: [{name: client.authentication.k8s.io/exec, extension: {audience: jobs, level: 3}}]",
            Plugin);
        WriteScript("""printf '%s' "$KUBERNETES_EXEC_INFO" > info""");

        Find();

        var info = JsonNode.Parse(File.ReadAllText(Place["info"]))!;
        Assert.Equal(("ExecCredential", "client.authentication.k8s.io/v1"), ((string?)info["kind"], (string?)info["apiVersion"]));
        var cluster = info["spec"]!["cluster"]!.AsObject();
        Assert.Equal(Certificate.ExportCertificatePem(), System.Text.Encoding.ASCII.GetString(Convert.FromBase64String((string)cluster["certificate-authority-data"]!)));
        cluster.Remove("certificate-authority-data");
        Assert.Equal(
            """{"server":"https://127.0.0.1:6443","tls-server-name":"kubernetes.invalid","proxy-url":"http://127.0.0.1:3128","config":{"audience":"jobs","level":3}}""",
            cluster.ToJsonString());
    }

    [FactNeeding("sh")]
    public void Failing_plugin_is_named_with_its_exit_code_and_output()
    {
        Write("https://127.0.0.1:6443", user: Plugin);
        WriteScript("echo 'Error: token expired,' >&2; echo '  run sso login' >&2; exit 255");

        Assert.Equal(
            $"the exec plugin '{Place["plugin"]}' of user 'me' ended with exit code 255. It printed: Error: token expired, run sso login",
            Refusal().Replace("/./", "/", StringComparison.Ordinal));
    }

    [FactNeeding("sh")]
    public void Output_on_standard_error_is_not_a_failure()
    {
        Write("https://127.0.0.1:6443", user: Plugin);
        WriteScript("echo 'a newer version is available' >&2");

        Assert.Equal("issued", Find().Configuration.AccessToken);
    }

    [TheoryNeeding("sh")]
    [InlineData("echo '<html>s3cret</html>'", "printed something else than an ExecCredential.")]
    [InlineData("true", "printed nothing.")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1"}'""", "printed no ExecCredential of client.authentication.k8s.io/v1, which its kubeconfig entry asks for.")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{}}'""", "printed an ExecCredential without a token and without a client certificate.")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"clientCertificateData":"x"}}'""", "printed a client certificate without its key.")]
    [InlineData("""printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"s3\\u0000cret"}}'""", "printed a token with a line break or another control character in it.")]
    public void Output_that_holds_no_credential_is_refused_without_quoting_it(string work, string reason)
    {
        Write("https://127.0.0.1:6443", user: Plugin);
        WriteScript(work, "");

        Assert.EndsWith($"of user 'me' {reason}", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Plugin_that_is_not_installed_is_named_with_the_hint()
    {
        Write("https://127.0.0.1:6443", user: "exec: {apiVersion: client.authentication.k8s.io/v1, command: goji-no-such-plugin, installHint: \"Install it\\nfrom there.\"}");

        var refusal = Refusal();

        Assert.StartsWith("the exec plugin 'goji-no-such-plugin' of user 'me' cannot be started: ", refusal, StringComparison.Ordinal);
        Assert.EndsWith(". Install it from there.", refusal, StringComparison.Ordinal);
    }

    [FactNeeding("sh")]
    public async Task Refused_token_is_requested_once_more()
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        Write($"https://127.0.0.1:{api.Port}", $"tls-server-name: {Host}", Plugin);
        WriteScript("""echo >> runs""", """{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"issued-'$(wc -l < runs | tr -d " ")'"}}""");
        Sandbox.Faults.Add(new(SandboxFaultKind.Unauthorized) { Times = 1 });
        using var cluster = Open();

        Assert.NotNull((await cluster.IdentifyAsync(CancellationToken.None)).Uid);

        Assert.Equal(["issued-1", "issued-2"], Tokens(api));
    }

    [FactNeeding("sh")]
    public async Task Plugin_is_not_run_for_every_request_when_its_token_stays_refused()
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        Write($"https://127.0.0.1:{api.Port}", $"tls-server-name: {Host}", Plugin);
        WriteScript("""echo >> runs""");
        Sandbox.Faults.Add(new(SandboxFaultKind.Unauthorized));
        using var cluster = Open();

        for (var request = 0; request < 3; request++)
        {
            var failure = await Assert.ThrowsAsync<ClusterException>(() => cluster.IdentifyAsync(CancellationToken.None));
            Assert.Equal(ClusterFailure.Unauthorized, failure.Failure);
        }

        Assert.Equal(2, (await File.ReadAllLinesAsync(Place["runs"])).Length);
    }

    [FactNeeding("sh")]
    public async Task Plugin_that_fails_later_on_leaves_the_runner_without_credentials()
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        Write($"https://127.0.0.1:{api.Port}", $"tls-server-name: {Host}", Plugin);
        WriteScript("true");
        using var cluster = Open();
        WriteScript("exit 7");
        Sandbox.Faults.Add(new(SandboxFaultKind.Unauthorized) { Times = 1 });

        var failure = await Assert.ThrowsAsync<ClusterException>(() => cluster.IdentifyAsync(CancellationToken.None));

        Assert.Equal(ClusterFailure.Unauthorized, failure.Failure);
        Assert.EndsWith("could not be obtained: the exec plugin '" + Place["plugin"] + "' of user 'me' ended with exit code 7.", failure.Message.Replace("/./", "/", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [TheoryNeeding("sh")]
    [InlineData("Never", true, false)]
    [InlineData("IfAvailable", true, true)]
    [InlineData("IfAvailable", false, false)]
    [InlineData("Always", true, true)]
    public void Plugin_gets_the_interactive_flag(string mode, bool hasTerminal, bool isInteractive)
    {
        WriteScript("""printf '%s' "$KUBERNETES_EXEC_INFO" > info""");

        using var started = ExecPlugin.Start(Entry(mode), new(), "me", hasTerminal, TimeProvider.System);

        Assert.Equal(isInteractive, (bool)JsonNode.Parse(File.ReadAllText(Place["info"]))!["spec"]!["interactive"]!);
    }

    [Fact]
    public void Plugin_that_requires_a_terminal_is_refused_without_one()
    {
        var failure = Assert.Throws<InvalidDataException>(() => ExecPlugin.Start(Entry("Always"), new(), "me", hasTerminal: false, TimeProvider.System));

        Assert.Equal(
            $"the exec plugin '{Place["plugin"]}' of user 'me' has the interactiveMode Always, and there is no terminal here. Use a user whose credentials need no prompt.",
            failure.Message);
    }

    [Fact]
    public void Variable_without_a_name_is_refused_without_quoting_it()
    {
        Write("https://127.0.0.1:6443", user: "exec: {apiVersion: client.authentication.k8s.io/v1, command: plugin, env: [{value: s3cret}]}");

        Assert.Equal("the exec plugin 'plugin' of user 'me' has a variable without a name in its env. Name it, or remove it.", Refusal());
    }

    [Fact]
    public void Removed_auth_provider_is_refused()
    {
        Write("https://127.0.0.1:6443", user: "auth-provider: {name: gcp, config: {access-token: s3cret}}");

        Assert.Equal("user 'me' has the auth-provider 'gcp', and neither kubectl nor Goji knows another one than oidc. Use the exec plugin that has taken its place.", Refusal());
    }

    private static IEnumerable<string> Tokens(RecordingRelay api) => api.Notes.SelectMany(note => note.Split("\r\n"))
        .Where(line => line.StartsWith("Authorization: Bearer ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]);

    private KubeconfigPlugin Entry(string mode) => new()
    {
        Command = Place["plugin"],
        ApiVersion = "client.authentication.k8s.io/v1",
        Arguments = [],
        EnvironmentVariables = [],
        InteractiveMode = mode,
    };

    private void WriteScript(
        string work,
        string output = """{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"issued"}}""")
    {
        File.WriteAllText(
            Place["plugin"],
            $$$"""
            #!/bin/sh
            cd "$(dirname "$0")" || exit 1
            {{{work}}}
            {{{(output.Length > 0 ? $"echo '{output}'" : "")}}}
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Place["plugin"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
