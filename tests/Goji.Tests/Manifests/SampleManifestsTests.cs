using Goji.Manifests;

namespace Goji.Tests.Manifests;

/// <summary>The queue of the sample jobs repository.</summary>
public class SampleManifestsTests
{
    private static readonly string Queue = Path.Combine(ProjectFolder.Path, "samples", "jobs", "queued");

    [Fact]
    public void Each_sample_is_read_except_the_one_without_a_Job()
    {
        var jobs = Directory.GetFiles(Queue, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".json" && Path.GetFileName(file) != "grant-admin.yaml")
            .SelectMany(file => Read(file).Jobs)
            .ToList();

        Assert.Equal(12, jobs.Count);
        Assert.All(jobs, job => Assert.Equal("1", job.Body["spec"]!["template"]!["metadata"]!["annotations"]!["sandbox.goji.run/seconds"]!.GetValue<string>()));
    }

    [Fact]
    public void A_ClusterRoleBinding_is_refused()
        => Assert.Equal(
            "'grant-admin.yaml': The file holds a 'ClusterRoleBinding' (rbac.authorization.k8s.io/v1), and no Job. Goji runs Jobs of batch/v1 and no other workload: apply the file by other means, or add a Job to it.",
            Assert.Throws<ManifestException>(() => Read(Path.Combine(Queue, "grant-admin.yaml"))).Message);

    private static Manifest Read(string file) => ManifestReader.Read(Path.GetFileName(file), File.ReadAllBytes(file), JobFile.AnyRules);
}
