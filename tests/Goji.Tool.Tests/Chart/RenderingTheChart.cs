using System.Text;
using Goji.Policies;
using Goji.Testing;
using k8s;
using k8s.Models;
using YamlDotNet.RepresentationModel;

namespace Goji.Tool.Tests.Chart;

/// <summary>What helm makes of the chart. Skipped where there is no helm; the workflow of the chart has one.</summary>
public sealed class RenderingTheChart
{
    private static readonly Dictionary<string, Type> Kinds = new()
    {
        ["v1/Secret"] = typeof(V1Secret),
        ["v1/Service"] = typeof(V1Service),
        ["v1/ServiceAccount"] = typeof(V1ServiceAccount),
        ["v1/Pod"] = typeof(V1Pod),
        ["apps/v1/Deployment"] = typeof(V1Deployment),
        ["policy/v1/PodDisruptionBudget"] = typeof(V1PodDisruptionBudget),
        ["networking.k8s.io/v1/Ingress"] = typeof(V1Ingress),
        ["networking.k8s.io/v1/NetworkPolicy"] = typeof(V1NetworkPolicy),
        ["rbac.authorization.k8s.io/v1/Role"] = typeof(V1Role),
        ["rbac.authorization.k8s.io/v1/RoleBinding"] = typeof(V1RoleBinding),
        ["v1/ConfigMap"] = typeof(V1ConfigMap),
        ["rbac.authorization.k8s.io/v1/ClusterRole"] = typeof(V1ClusterRole),
        ["rbac.authorization.k8s.io/v1/ClusterRoleBinding"] = typeof(V1ClusterRoleBinding),
    };

    private static readonly string[][] Switches =
    [
        ["clusterWide=true", "namespaces={team-a,team-b}"],
        ["rbac.create=true", "rbac.create=false"],
        ["existingSecret=", "existingSecret=mine"],
        ["ssh.existingSecret=", "ssh.existingSecret=key"],
        ["ingress.enabled=false", "ingress.enabled=true"],
        ["podDisruptionBudget.enabled=false", "podDisruptionBudget.enabled=true"],
        ["networkPolicy.enabled=false", "networkPolicy.enabled=true"],
        ["serviceMonitor.enabled=false", "serviceMonitor.enabled=true,prometheusRule.enabled=true,httpRoute.enabled=true"],
        ["serviceAccount.create=true", "serviceAccount.create=false"],
    ];

    [FactNeeding("helm")]
    public void Every_set_of_values_is_clean_and_renders_to_valid_objects()
    {
        foreach (var values in ChartFiles.ValueSets)
        {
            Helm("lint", "--strict", ChartFiles.Folder, "--values", values);
            Check(Helm("template", "goji", ChartFiles.Folder, "--namespace", "goji", "--values", values));
        }
    }

    [FactNeeding("helm")]
    public void Every_combination_of_the_switches_renders_to_valid_objects()
    {
        var combinations = Switches.Aggregate(
            (IEnumerable<string[]>)[[]],
            (sets, options) => sets.SelectMany(set => options.Select(option => (string[])[.. set, option])));
        foreach (var combination in combinations)
        {
            var rendered = Helm(["template", "goji", ChartFiles.Folder, "--set", string.Join(',', combination.Append("gitRepository=https://example.com/jobs.git"))]);
            Check(rendered);
            Assert.Equal(combination.Contains("clusterWide=true") && combination.Contains("rbac.create=true"), rendered.Contains("kind: ClusterRole\n", StringComparison.Ordinal));
            Assert.Equal(combination.Contains("rbac.create=true"), rendered.Contains("kind: Role\n", StringComparison.Ordinal));
            Assert.Equal(combination.Contains("existingSecret="), rendered.Contains("kind: Secret\n", StringComparison.Ordinal));
        }
    }

    [FactNeeding("helm")]
    public void Unsafe_and_meaningless_values_are_refused()
    {
        foreach (var (values, reason) in ((string, string)[])[
            ("gitRepository=x", "Name the namespaces that jobs may run in"),
            ("gitRepository=x,clusterWide=true,namespaces={a}", "Set either namespaces or clusterWide"),
            ("gitRepository=x,namespaces={a},settings.GOJI_ALLOWED_NAMESPACES=b", "Set namespaces alone"),
            ("gitRepository=x,clusterWide=true,settings.GOJI_INTERVAL=90", "GOJI_INTERVAL"),
            ("gitRepository=x,clusterWide=true,settings.GOJI_INTERVALL=90s", "GOJI_INTERVALL")])
        {
            Assert.Contains(reason, Assert.ThrowsAny<Exception>(() => Helm("template", "goji", ChartFiles.Folder, "--set", values)).Message, StringComparison.Ordinal);
        }
    }

    private static void Check(string rendered)
    {
        var objects = ChartFiles.Documents(rendered).OfType<YamlMappingNode>().ToList();
        Assert.Contains(objects, item => item["kind"].ToString() == "Deployment");
        Assert.Distinct(objects.Select(item => $"{item["kind"]} {NamespaceOf(item)}/{item["metadata"]["name"]}"));
        foreach (var pod in Goji.Yaml.YamlDocuments.Read(Encoding.UTF8.GetBytes(rendered), []).SelectMany(document => PodSpec.AllIn(document.Root)))
        {
            // The server and the pod of helm test may be in a namespace that enforces this level.
            Assert.Empty(PodSecurityStandards.Violations(pod, PodSecurityLevel.Restricted));
        }

        foreach (var item in objects.Where(item => item["kind"].ToString() is not ("ServiceMonitor" or "PrometheusRule" or "HTTPRoute")))
        {
            // Strict: a field that the API does not know, or that is of another type, is refused.
            var text = new StringWriter();
            new YamlStream(new YamlDocument(item)).Save(text, assignAnchors: false);
            Assert.Single(KubernetesYaml.LoadAllFromString(text.ToString(), Kinds, strict: true));
        }
    }

    private static string NamespaceOf(YamlMappingNode item) =>
        ((YamlMappingNode)item["metadata"]).Children.TryGetValue(new YamlScalarNode("namespace"), out var name) ? name.ToString() : "";

    private static string Helm(params string[] arguments) => ChildProcess.Run("helm", arguments);
}
