namespace Goji.Tests.Manifests;

public class SteeringNamesTests
{
    private const string Pod = "spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: b}]}}}\n";

    [Theory]
    [InlineData("  annotations: {goji.run/afer: b.yaml}\n" + Pod, "Goji has no annotation goji.run/afer. It has goji.run/after, goji.run/group, goji.run/priority, goji.run/not-before, goji.run/expires, goji.run/cancel.")]
    [InlineData("  labels: {goji.run/after: b.yaml}\n" + Pod, "The label goji.run/after has no effect. Write it as an annotation of the Job, or remove it.")]
    [InlineData("spec: {template: {metadata: {annotations: {goji.run/group: x}}, spec: {}}}\n", "goji.run/group is on the pod template, where it has no effect.")]
    [InlineData("spec: {template: {metadata: {labels: {goji.run/priority: '1'}}, spec: {}}}\n", "goji.run/priority is on the pod template, where it has no effect.")]
    public void Name_that_has_no_effect_is_refused(string text, string finding) =>
        Assert.Contains(finding, JobFile.Refusal(JobFile.Head + text), StringComparison.Ordinal);

    [Fact]
    public void Marks_of_an_exported_Job_are_kept() => Assert.Single(JobFile.Read(
        JobFile.Head + "  labels: {goji.run/id: r, goji.run/repository: u}\n  annotations: {goji.run/file: a.yaml, goji.run/repository-url: u, goji.run/ttl: '5'}\n" + Pod).Jobs);
}
