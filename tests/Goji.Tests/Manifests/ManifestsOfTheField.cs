using Goji.Manifests;
using Goji.Testing;

namespace Goji.Tests.Manifests;

/// <summary>Manifests as people publish them. They are not part of this repository; where they are not at hand, these tests are skipped.</summary>
public class ManifestsOfTheField
{
    private static readonly string[] Kinds =
    [
        "ClusterRole", "ClusterRoleBinding", "ConfigMap", "CustomResourceDefinition", "Deployment", "IngressClass", "Namespace", "PersistentVolumeClaim",
        "ResourceClaimTemplate", "Role", "RoleBinding", "Secret", "Service", "ServiceAccount", "ValidatingWebhookConfiguration",
    ];

    private static readonly Dictionary<string, int> MoreThanOneJob = new()
    {
        ["ingress-nginx-full-install.yaml"] = 2,
        ["three-jobs-owner-references.yaml"] = 3,
        ["two-jobs-topology.yaml"] = 2,
    };

    // Names that are templates, and fields that only a Job in a cluster has: the API server refuses them too. Images that are templates it takes, and no node can pull them.
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["every-field-roundtrip.yaml"] = "The name 'nameValue' is no valid name",
        ["rook-cleanup-placeholder-name.yaml"] = "The name 'rook-ceph-cleanup-<node-hostname>' is no valid name",
        ["fixture-owner-empty-uid.yaml"] = "The Job was read from a cluster",
        ["live-object-failed-status.yaml"] = "The Job was read from a cluster",
        ["migration-rails-mapwarper.yaml"] = "This is a template with variables",
        ["ml-compile-neuron.yaml"] = "This is a template with variables",
    };

    [FactNeeding(SharedManifests.Name)]
    public void Each_manifest_has_its_Jobs()
    {
        var files = Directory.GetFiles(SharedManifests.Folder!, "*.yaml");

        Assert.NotEmpty(files);
        Assert.All(files.Where(file => !Refused.ContainsKey(Path.GetFileName(file))), file =>
        {
            var manifest = Read(Path.GetFileName(file));

            Assert.Equal(MoreThanOneJob.GetValueOrDefault(Path.GetFileName(file), 1), manifest.Jobs.Count);
        });
    }

    [FactNeeding(SharedManifests.Name)]
    public void Those_that_can_never_run_are_refused_with_the_reason()
        => Assert.All(Refused, file => Assert.Contains(file.Value, Assert.Throws<ManifestException>(() => Read(file.Key)).Message));

    [FactNeeding(SharedManifests.Name)]
    public void A_leading_zero_makes_a_mode_octal()
        => Assert.Contains("\"defaultMode\":256", Body("checkpoint-kaggle-octal.yaml"));

    [FactNeeding(SharedManifests.Name)]
    public void A_capital_True_is_a_boolean()
        => Assert.Contains("\"readOnly\":true", Body("batch-predict-capital-bool.yaml"));

    [FactNeeding(SharedManifests.Name)]
    public void A_folded_text_loses_its_line_break()
        => Assert.Contains("\"image\":\"image-registry.openshift-image-registry.svc:5000/rhtap-o11y--runtime-int/segment-bridge-job\"", Body("folded-script-data-gap.yaml"));

    private static Manifest Read(string file)
        => ManifestReader.Read(file, File.ReadAllBytes(Path.Combine(SharedManifests.Folder!, file)), new ManifestRules("default", [], Kinds));

    private static string Body(string file) => Read(file).Jobs[0].Body.ToJsonString();
}
