using System.Text.Json.Nodes;
using Goji.Kubernetes;
using Goji.Kubernetes.Access;
using Goji.Ports;
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

        var access = KubeConfiguration.Find(Kubeconfig, context: null);

        Assert.Equal("""[-c][two words][say "x\"][][a\b]""" + "[tab\there]" + """[ends\ with\]""", File.ReadAllText(Place["arguments"]));
        Assert.Equal("good day,", File.ReadAllText(Place["variables"]));
        Assert.Equal("issued", access.Configuration.AccessToken);
    }

    [FactNeeding("sh")]
    public void Plugin_is_told_of_the_cluster_if_it_asks_for_that()
    {
        Write(
            "https://127.0.0.1:6443",
            "tls-server-name: kubernetes.invalid\nproxy-url: http://127.0.0.1:3128\nextensions: [{name: client.authentication.k8s.io/exec, extension: {audience: jobs, level: 3}}]",
            Plugin);
        WriteScript("""printf '%s' "$KUBERNETES_EXEC_INFO" > info""");

        KubeConfiguration.Find(Kubeconfig, context: null);

        var info = JsonNode.Parse(File.ReadAllText(Place["info"]))!;
        Assert.Equal(("ExecCredential", "client.authentication.k8s.io/v1"), ((string?)info["kind"], (string?)info["apiVersion"]));
        var cluster = info["spec"]!["cluster"]!.AsObject();
        Assert.Equal(Certificate.ExportCertificatePem(), System.Text.Encoding.ASCII.GetString(Convert.FromBase64String((string)cluster["certificate-authority-data"]!)));
        cluster.Remove("certificate-authority-data");
        Assert.Equal(
            """{"server":"https://127.0.0.1:6443","tls-server-name":"kubernetes.invalid","proxy-url":"http://127.0.0.1:3128","config":{"audience":"jobs","level":3}}""",
            cluster.ToJsonString());
    }

    [Theory]
    [InlineData("Never", true, "false")]
    [InlineData("IfAvailable", true, "true")]
    [InlineData("IfAvailable", false, "false")]
    [InlineData("Always", true, "true")]
    public void Plugin_is_told_whether_somebody_is_there_to_answer(string mode, bool hasTerminal, string told)
    {
        var plugin = new KubeconfigPlugin { Command = "plugin", ApiVersion = "v1", Arguments = [], EnvironmentVariables = [], InteractiveMode = mode };

        ExecPlugin.Prepare(plugin, new(), "me", hasTerminal);

        Assert.Equal($$$"""{"kind":"ExecCredential","apiVersion":"v1","spec":{"interactive":{{{told}}}}}""", Assert.Single(plugin.EnvironmentVariables)["value"]);
    }

    [Fact]
    public void Plugin_that_needs_a_person_is_refused_where_there_is_none()
    {
        var plugin = new KubeconfigPlugin { Command = "plugin", ApiVersion = "v1", Arguments = [], EnvironmentVariables = [], InteractiveMode = "Always" };

        var failure = Assert.Throws<InvalidDataException>(() => ExecPlugin.Prepare(plugin, new(), "me", hasTerminal: false));

        Assert.Equal(
            "the exec plugin 'plugin' of user 'me' has the interactiveMode Always, and there is no terminal here. Give the runner a user whose credentials need nobody at the keyboard.",
            failure.Message);
    }

    [Fact]
    public void Variable_without_a_name_is_refused_without_quoting_it()
    {
        Write("https://127.0.0.1:6443", user: "exec: {apiVersion: client.authentication.k8s.io/v1, command: plugin, env: [{value: s3cret}]}");

        Assert.Equal("the exec plugin 'plugin' of user 'me' has a variable without a name in its env. Name it, or remove it.", Refusal());
    }

    [Fact]
    public void Auth_provider_that_is_no_more_is_refused()
    {
        Write("https://127.0.0.1:6443", user: "auth-provider: {name: gcp, config: {access-token: s3cret}}");

        Assert.Equal("user 'me' has the auth-provider 'gcp', and neither kubectl nor Goji knows another one than oidc. Use the exec plugin that has taken its place.", Refusal());
    }

    private void WriteScript(string work)
    {
        File.WriteAllText(
            Place["plugin"],
            $$$"""
            #!/bin/sh
            cd "$(dirname "$0")" || exit 1
            {{{work}}}
            echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"issued"}}'
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Place["plugin"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
