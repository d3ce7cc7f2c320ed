using System.Text;
using System.Text.Json.Nodes;
using Goji.Queueing.Intake;

namespace Goji.Tests.Queueing;

public sealed class JobsOfCronJobs : Intake
{
    private const string Nightly =
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: nightly
          namespace: shop
          uid: 7d1c
          labels: {of: the-cronjob}
        spec:
          schedule: "0 2 * * *"
          jobTemplate:
            metadata:
              labels: {app: backup}
              annotations: {team: a}
              finalizers: [not-copied]
            spec:
              backoffLimit: 2
              template:
                spec:
                  restartPolicy: OnFailure
                  containers:
                  - name: backup
                    image: busybox
                    args:
                    - |
                      first line
                      second line

        """;

    [Fact]
    public void The_Job_is_the_one_that_kubectl_creates_without_its_owner() => Assert.Equal(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: now
          namespace: shop
          labels:
            app: backup
          annotations:
            cronjob.kubernetes.io/instantiate: manual
            team: a
        spec:
          backoffLimit: 2
          template:
            spec:
              restartPolicy: OnFailure
              containers:
              - name: backup
                image: busybox
                args:
                - |
                  first line
                  second line

        """,
        Text(Nightly, "now"));

    [Theory]
    [InlineData("now", null, "now.yaml", "now")]
    [InlineData("now.yml", "team-a", "team-a/now.yml", "now")]
    [InlineData("team-a/now", null, "team-a/now.yaml", "now")]
    public void A_given_name_is_that_of_the_file_and_the_Job(string name, string? folder, string file, string job)
    {
        var written = CronJobTemplate.Write(CronJob(Nightly), "x", name, folder);

        Assert.Equal(file, written.Name);
        Assert.Contains($"\n  name: {job}\n", Encoding.UTF8.GetString(written.Content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nightly", "^nightly-manual-[a-z0-9]{5}$")]
    [InlineData("a-cronjob-whose-name-is-as-long-as-it-may-be-52-letters", "^a-cronjob-whose-name-is-as-long-as-it-may-be-52-l[a-z]*-manual-[a-z0-9]{5}$")]
    public void A_generated_name_is_new_each_time_and_short_enough(string cronJob, string pattern)
    {
        var body = CronJob(Nightly.Replace("name: nightly", $"name: {cronJob}", StringComparison.Ordinal));

        var names = Enumerable.Range(0, 20).Select(_ => CronJobTemplate.Write(body, "x", null, null).Name[..^".yaml".Length]).ToList();

        Assert.All(names, name => Assert.Matches(pattern, name));
        Assert.All(names, name => Assert.True(name.Length <= 63));
        Assert.Distinct(names);
    }

    [Fact]
    public void Annotations_of_the_template_win_and_a_template_without_metadata_has_the_mark_alone()
    {
        Assert.Contains(
            "    cronjob.kubernetes.io/instantiate: mine\n", Text(Nightly.Replace("team: a", "cronjob.kubernetes.io/instantiate: mine", StringComparison.Ordinal), "a"), StringComparison.Ordinal);
        Assert.Equal(
            "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\n  annotations:\n    cronjob.kubernetes.io/instantiate: manual\nspec: {}\n",
            Text("kind: CronJob\nmetadata: {name: x}\nspec: {jobTemplate: {spec: {}}}\n", "a"));
    }

    [Fact]
    public void The_only_CronJob_of_several_documents_is_taken_and_the_others_are_named()
    {
        var others = new List<string>();

        var body = CronJobTemplate.Find(FileOf(Map("settings") + "---\n" + Nightly), others.AddRange);

        Assert.Equal("nightly", body["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(["ConfigMap 'settings'"], others);
    }

    [Theory]
    [InlineData("kind: Job\nmetadata: {name: a}\n", "release.yaml holds no CronJob. Queue its Job as it is: goji queue release.yaml")]
    [InlineData("kind: ConfigMap\n", "release.yaml holds no CronJob. Name the file of the CronJob, or '<namespace>/<name>' of one in the cluster.")]
    [InlineData(
        "kind: CronJob\nmetadata: {name: a, namespace: shop}\n---\nkind: CronJob\nmetadata: {name: b}\n",
        "release.yaml holds 2 CronJobs: a, b. Name one of them in the cluster, such as --from-cronjob shop/a, or put it into a file of its own.")]
    public void A_file_without_exactly_one_CronJob_is_refused_with_the_remedy(string text, string refusal) =>
        Assert.Equal(refusal, Assert.Throws<GojiUsageException>(() => CronJobTemplate.Find(FileOf(text), _ => { })).Message);

    [Theory]
    [InlineData("kind: CronJob\nmetadata: {name: a}\n", "The CronJob of x has no spec.jobTemplate. Correct it first.")]
    [InlineData("kind: CronJob\nspec: {jobTemplate: {}}\n", "The CronJob of x has no metadata.name. Correct it first.")]
    public void A_CronJob_that_starts_nothing_is_refused(string text, string refusal) =>
        Assert.Equal(refusal, Assert.Throws<GojiUsageException>(() => CronJobTemplate.Write(CronJob(text), "x", null, null)).Message);

    private static JsonObject CronJob(string text) => CronJobTemplate.Find(FileOf(text), _ => { });

    private static string Text(string cronJob, string name) => Encoding.UTF8.GetString(CronJobTemplate.Write(CronJob(cronJob), "x", name, null).Content);
}
