using System.Text;
using Goji.Records;
using Goji.Sandbox;

namespace Goji.Tests.Passes.Recording;

/// <summary>A run record is a file that everybody who may push can write: it moves no Job but those of its own attempt.</summary>
public sealed class ForgedRecords : PassTest
{
    [Theory]
    [InlineData("the attempt of its own", "reason: Stuck", "", "")]
    [InlineData("the attempt of its own", "ttl: 0", "", "")]
    [InlineData("the attempt of the other job", "reason: Stuck", "", "")]
    [InlineData("the attempt of the other job", "ttl: 0", "", "")]
    [InlineData("", "reason: Stuck", "team-b", "")]
    [InlineData("", "ttl: 0", "", "rules: [{name: all, paths: ['victim.yaml'], namespaces: ['**']}, {name: a, paths: ['**'], namespaces: [team-a]}]")]
    public async Task Verdict_about_the_Job_of_another_file_changes_nothing(string attempt, string verdict, string allowed, string policy)
    {
        Queue(("victim.yaml", Job("victim", seconds: 3600)));
        await PassAsync();
        var record = Record("victim.yaml").Newest!;
        var job = Assert.Single(record.Jobs);
        Origin.Commit(
            "Forge",
            ("processing/forged.yaml", Job("forged")),
            (".goji/runs/forged.yaml", $"""
                attempts:
                - id: {(attempt.Contains("other", StringComparison.Ordinal) ? record.Id : "01FORGED")}
                  claimedAt: 2026-11-22T12:00:00Z
                  claimedBy: me
                  cluster: {record.Cluster}
                  jobs:
                  - namespace: {job.Namespace}
                    name: {job.Name}
                    uid: {job.Uid}
                    outcome: Failed
                    {verdict}
                """));
        if (allowed.Length > 0)
        {
            Options.AllowedNamespaces.Add(allowed);
        }

        if (policy.Length > 0)
        {
            Directory.CreateDirectory(Place["runner"]);
            File.WriteAllText(Place["runner/policy.yaml"], policy);
            Options.PolicyFile = Place["runner/policy.yaml"];
        }

        var report = await PassAfterAsync(120);

        Assert.DoesNotContain(Cluster.Audit.Jobs, entry => entry.Kind == SandboxAuditKind.Deleted);
        Assert.False(Cluster.Audit.Requests.ContainsKey("patch jobs"));
        Assert.Contains(report.Warnings, warning => warning.Contains("Goji does not", StringComparison.Ordinal));
        Assert.Contains("processing/victim.yaml", Jobs());
    }

    [Theory]
    [InlineData("namespace", "../../../api/v1/namespaces/kube-system")]
    [InlineData("namespace", "..")]
    [InlineData("namespace", "Default")]
    [InlineData("name", ".")]
    [InlineData("name", "..")]
    [InlineData("name", "a?propagationPolicy=Orphan")]
    [InlineData("name", "a b")]
    [InlineData("uid", "\"x\\\"},\\\"spec\\\":{\\\"suspend\\\":true\"")]
    [InlineData("uid", "\"a\\nb\"")]
    [InlineData("id", "\"x),(y\"")]
    public void Names_that_Kubernetes_does_not_give_are_refused(string field, string value)
    {
        var fields = new Dictionary<string, string> { ["id"] = "01JD", ["namespace"] = "default", ["name"] = "a", ["uid"] = "1-2" };
        byte[] Write() => Encoding.UTF8.GetBytes(
            $"attempts:\n- id: {fields["id"]}\n  claimedAt: 2026-11-22T12:00:00Z\n  claimedBy: me\n  jobs:\n  - namespace: {fields["namespace"]}\n    name: {fields["name"]}\n    uid: {fields["uid"]}\n");
        Assert.Single(RunRecordYaml.Read("x.yaml", Write()).Attempts);

        fields[field] = value;

        Assert.Throws<RunRecordException>(() => RunRecordYaml.Read("x.yaml", Write()));
    }
}
