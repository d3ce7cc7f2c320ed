using System.Net;
using System.Text;
using Goji.Kubernetes.Access;
using Goji.Kubernetes.Api;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Kubernetes;

/// <summary>Kubeconfigs in the forms in which people and programs write them, and what kubectl refuses in them.</summary>
public sealed class FormsOfKubeconfigs : IDisposable
{
    private const string Plain =
        "apiVersion: v1\nkind: Config\ncurrent-context: x\ncontexts:\n- name: x\n  context: {cluster: c, user: u, namespace: jobs}\n"
        + "clusters:\n- name: c\n  cluster:\n    server: https://c.example.com\nusers:\n- name: u\n  user:\n    token: t\n";

    private readonly TemporaryDirectory place = new();

    public static TheoryData<string, byte[]> SameInOtherForms => new()
    {
        { "a byte order mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Plain)] },
        { "line ends of Windows", Encoding.UTF8.GetBytes(Plain.Replace("\n", "\r\n", StringComparison.Ordinal)) },
        { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Plain)] },
        { "a marker before the document, and another document", Encoding.UTF8.GetBytes("# Mine.\n---\n" + Plain + "---\ncurrent-context: z\n") },
        { "fields of newer versions", Encoding.UTF8.GetBytes(Plain.Replace("  user:\n", "  user:\n    new: {er: 1}\n", StringComparison.Ordinal) + "extensions: []\nnew: er\n") },
        { "JSON in one line", """{"current-context":"x","contexts":[{"name":"x","context":{"cluster":"c","user":"u","namespace":"jobs"}}],"clusters":[{"name":"c","cluster":{"server":"https://c.example.com"}}],"users":[{"name":"u","user":{"token":"t"}}]}"""u8.ToArray() },
        { "JSON with tabs", "{\n\t\"current-context\": \"x\",\n\t\"contexts\": [\n\t\t{\"name\": \"x\", \"context\": {\"cluster\": \"c\", \"user\": \"u\", \"namespace\": \"jobs\"}}\n\t],\n\t\"clusters\": [{\"name\": \"c\", \"cluster\": {\"server\": \"https://c.example.com\"}}],\n\t\"users\": [{\"name\": \"u\", \"user\": {\"token\": \"t\"}}]\n}\n"u8.ToArray() },
    };

    public void Dispose() => place.Dispose();

    [Theory]
    [MemberData(nameof(SameInOtherForms))]
    public void Form_of_the_file_makes_no_difference(string form, byte[] content)
    {
        File.WriteAllBytes(place["kubeconfig"], content);

        var configuration = Find().Configuration;

        Assert.True(("https://c.example.com", "t", "jobs") == (configuration.Host, configuration.AccessToken, configuration.Namespace), form);
    }

    [Theory]
    [InlineData("certificate-authority-data: |\n      {0}\n      {1}\n")]
    [InlineData("certificate-authority-data: \"{0}\\\n      {1}\"\n")]
    [InlineData("certificate-authority-data: {0}\n      {1}\n")]
    public void Base64_may_have_line_ends(string form)
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        using var authority = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=a", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        var data = Convert.ToBase64String(Encoding.ASCII.GetBytes(authority.ExportCertificatePem() + "\n"));
        var line = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, data[..64], data[64..]);
        Write(Plain.Replace("    server:", $"    {line}    server:", StringComparison.Ordinal));

        Assert.Equal(authority.Thumbprint, Assert.Single(Find().Configuration.SslCaCerts).Thumbprint);
    }

    [Theory]
    [InlineData("current-context: x", "current-context: y", "has no context 'y', which its current-context names. Correct it, or set Context to one of: x.")]
    [InlineData("current-context: x", "current-context: ''", "has no current context. Set Context to one of: x.")]
    [InlineData("users:", "users:\n- name: u\n  user: {token: other}", "cannot be used: it has two users named 'u'. Rename or remove one of them.")]
    [InlineData("clusters:", "clusters:\n- name: c\n  cluster: {server: 'https://d'}", "cannot be used: it has two clusters named 'c'. Rename or remove one of them.")]
    [InlineData("contexts:", "contexts:\n- name: x\n  context: {cluster: d}", "cannot be used: it has two contexts named 'x'. Rename or remove one of them.")]
    [InlineData("    server:", "    insecure-skip-tls-verify: true\n    certificate-authority-data: QQ==\n    server:", "has a certificate authority and insecure-skip-tls-verify, which would ignore it. Remove one of the two.")]
    [InlineData("    server:", "    certificate-authority: a\n    certificate-authority-data: QQ==\n    server:", "the cluster 'c' has certificate-authority and certificate-authority-data. Remove one of the two.")]
    [InlineData("token: t", "{token: s3cret, username: me, password: s3cret}", "user 'u' has token and username. Remove one of the two.")]
    [InlineData("token: t", "client-certificate-data: QQ==", "user 'u' has a client certificate and no key for it. Add client-key or client-key-data.")]
    [InlineData("token: t", "{client-certificate-data: QQ==, client-certificate: a, client-key: b}", "user 'u' has client-certificate and client-certificate-data. Remove one of the two.")]
    [InlineData("token: t", "{client-certificate: me.crt, client-key: me.key}", "me.crt' that user 'u' names as client-certificate does not exist.")]
    [InlineData("token: t", "{exec: {apiVersion: client.authentication.k8s.io/v1, command: x}, auth-provider: {name: oidc}}", "user 'u' has an exec plugin and an auth-provider. Remove one of the two.")]
    [InlineData("token: t", "exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}", "has the apiVersion 'client.authentication.k8s.io/v1alpha1'. Set it to one of: client.authentication.k8s.io/v1, client.authentication.k8s.io/v1beta1.")]
    [InlineData("token: t", "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Sometimes}", "has the interactiveMode 'Sometimes'. Set it to one of: Never, IfAvailable, Always.")]
    [InlineData("token: t", "auth-provider: {name: gcp}", "user 'u' has the auth-provider 'gcp', and neither kubectl nor Goji knows another one than oidc.")]
    public void What_kubectl_refuses_is_refused_with_the_reason(string text, string instead, string expected)
    {
        Write(Plain.Replace(text, instead, StringComparison.Ordinal));

        var failure = Assert.Throws<GojiUsageException>(Find);

        Assert.StartsWith($"The kubeconfig '{place["kubeconfig"]}' ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("folder", "it is a folder.")]
    [InlineData("broken", "it is not valid YAML (line 2).")]
    public void Invalid_file_among_several_is_named(string name, string reason)
    {
        Write(Plain);
        Directory.CreateDirectory(place["folder"]);
        File.WriteAllText(place["broken"], "clusters: [");

        var failure = Assert.Throws<GojiUsageException>(() => Find($"{place["kubeconfig"]}{Path.PathSeparator}{place["missing"]}{Path.PathSeparator}{place[name]}"));

        Assert.Equal($"The kubeconfig '{place[name]}' cannot be used: {reason}", failure.Message);
    }

    [Fact]
    public async Task Files_are_merged_and_their_paths_start_from_their_own_folders()
    {
        Directory.CreateDirectory(place["one"]);
        Directory.CreateDirectory(place["two"]);
        File.WriteAllText(place["empty"], "");
        File.WriteAllText(place["one/config"], "current-context: x\nusers:\n- name: u\n  user: {tokenFile: ./token}\n");
        File.WriteAllText(place["two/config"], Plain.Replace("current-context: x", "current-context: other", StringComparison.Ordinal));
        File.WriteAllText(place["one/token"], "of one\n");

        var access = Find(string.Join(Path.PathSeparator, place["empty"], place["one/config"], place["missing"], place["two/config"]));

        Assert.Equal("x", access.Context);
        Assert.Equal("https://c.example.com", access.Configuration.Host);
        Assert.Equal("of one", (await access.Configuration.TokenProvider.GetAuthenticationHeaderAsync(default)).Parameter);
    }

    [Fact]
    public void Client_certificate_that_has_expired_is_named_when_the_server_refuses_it()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        response.Headers.Date = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        var answer = new BufferedResponse(response, "{\"kind\":\"Status\",\"message\":\"Unauthorized\"}"u8.ToArray());
        var request = new ApiRequest(HttpMethod.Get, "version", "read the version");

        var expired = ApiFailure.Of(answer, request, "https://c.example.com", response.Headers.Date - TimeSpan.FromDays(1));
        var valid = ApiFailure.Of(answer, request, "https://c.example.com", response.Headers.Date + TimeSpan.FromDays(1));

        Assert.Equal(ClusterFailure.Unauthorized, expired.Exception.Failure);
        Assert.EndsWith("The client certificate of the kubeconfig's user expired at 2026-11-21 12:00:00Z: renew it.", expired.Exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Renew the token or certificate of the kubeconfig's user.", valid.Exception.Message, StringComparison.Ordinal);
    }

    private void Write(string text) => File.WriteAllText(place["kubeconfig"], text);

    private ClusterAccess Find() => KubeConfiguration.Find(place["kubeconfig"], context: null, _ => null);

    private static ClusterAccess Find(string variable) =>
        KubeConfiguration.Find(kubeconfig: null, context: null, name => name == "KUBECONFIG" ? variable : null);
}
