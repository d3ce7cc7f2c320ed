namespace Goji.Tests.Queueing;

/// <summary>Jobs as <c>kubectl get</c> prints them.</summary>
public sealed class CleaningExports : Intake
{
    private static readonly QueueOptions Clean = new() { Clean = true };

    private const string Export =
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          annotations:
            kubectl.kubernetes.io/last-applied-configuration: |
              {"apiVersion":"batch/v1","kind":"Job"}
            team: a
          creationTimestamp: "2026-11-20T10:00:00Z"
          generation: 1
          labels:
            batch.kubernetes.io/controller-uid: 1b4f
            batch.kubernetes.io/job-name: migrate
            controller-uid: 1b4f
            job-name: migrate
          managedFields:
          - apiVersion: batch/v1
            fieldsV1:
              f:spec: {}
            manager: kubectl
          name: migrate
          namespace: shop
          ownerReferences:
          - apiVersion: batch/v1
            kind: CronJob
            name: nightly
            uid: 0aa3
          resourceVersion: "12345"
          uid: 1b4f
        spec:
          backoffLimit: 6
          selector:
            matchLabels:
              batch.kubernetes.io/controller-uid: 1b4f
          template:
            metadata:
              creationTimestamp: null
              labels:
                app: x
                batch.kubernetes.io/controller-uid: 1b4f
                batch.kubernetes.io/job-name: migrate
                controller-uid: 1b4f
                job-name: migrate
            spec:
              restartPolicy: Never
              containers:
              - name: main
                image: busybox
        status:
          succeeded: 1

        """;

    private const string Cleaned =
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          annotations:
            team: a
          name: migrate
          namespace: shop
        spec:
          backoffLimit: 6
          template:
            metadata:
              labels:
                app: x
            spec:
              restartPolicy: Never
              containers:
              - name: main
                image: busybox

        """;

    [Fact]
    public void Only_fields_that_the_server_added_are_removed() => Assert.Equal(Cleaned, Assert.Single(Take(Export, Clean)).Text);

    [Fact]
    public void The_difference_is_shown()
    {
        Take(Export, Clean);

        Assert.Equal(
            [
                "release.yaml without what the API server added:",
                "  - metadata.annotations['kubectl.kubernetes.io/last-applied-configuration']: \"{\\\"apiVersion\\\":\\\"batch/v1\\\",\\\"kind\\\":\\\"Job\\\"}\\n\"",
                "  - metadata.creationTimestamp: \"2026-11-20T10:00:00Z\"",
                "  - metadata.generation: 1",
                "  - metadata.labels: { … }",
                "  - metadata.managedFields: [ … ] (1)",
                "  - metadata.ownerReferences: [ … ] (1)",
                "  - metadata.resourceVersion: \"12345\"",
                "  - metadata.uid: \"1b4f\"",
                "  - spec.selector: { … }",
                "  - spec.template.metadata.creationTimestamp: null",
                "  - spec.template.metadata.labels['batch.kubernetes.io/controller-uid']: \"1b4f\"",
                "  - spec.template.metadata.labels['batch.kubernetes.io/job-name']: \"migrate\"",
                "  - spec.template.metadata.labels.controller-uid: \"1b4f\"",
                "  - spec.template.metadata.labels.job-name: \"migrate\"",
                "  - status: {\"succeeded\":1}",
            ],
            Assert.Single(Log.All).Split('\n'));
    }

    [Fact]
    public void A_list_keeps_its_form()
    {
        var list = "apiVersion: v1\nkind: List\nitems:\n" + string.Concat(Export.Split('\n').SkipLast(1).Select((line, i) => (i == 0 ? "- " : "  ") + line + "\n")) + "metadata:\n  resourceVersion: \"\"\n";

        Assert.Equal(
            "apiVersion: v1\nkind: List\nitems:\n" + string.Concat(Cleaned.Split('\n').SkipLast(1).Select((line, i) => (i == 0 ? "- " : "  ") + line + "\n")) + "metadata:\n  resourceVersion: \"\"\n",
            Assert.Single(Take(list, Clean)).Text);
    }

    [Fact]
    public void Json_stays_json() => Assert.Equal(
        "{\n  \"apiVersion\": \"batch/v1\",\n  \"kind\": \"Job\",\n  \"metadata\": {\n    \"name\": \"a\"\n  }\n}\n",
        Assert.Single(Take("""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a","uid":"1","resourceVersion":"2"},"status":{}}""", Clean, "a.json")).Text);

    [Theory]
    [InlineData("{name: a-x7k2p, generateName: a-, uid: '1'}", "{generateName: a-}")]
    [InlineData("{generateName: a-, name: a-x7k2p}", "{generateName: a-, name: a-x7k2p}")]
    [InlineData("{name: a, generateName: b-, uid: '1'}", "{name: a, generateName: b-}")]
    [InlineData("{name: a, finalizers: [orphan]}", "{name: a}")]
    [InlineData("{name: a, finalizers: [mine]}", "{name: a, finalizers: [mine]}")]
    [InlineData("{name: a, labels: {goji.run/id: '1', app.kubernetes.io/managed-by: goji, x: y}}", "{name: a, labels: {x: y}}")]
    [InlineData("{name: a, labels: {app.kubernetes.io/managed-by: goji}}", "{name: a, labels: {app.kubernetes.io/managed-by: goji}}")]
    public void Metadata_that_no_author_wrote_is_removed(string metadata, string cleaned) =>
        Assert.Equal($"kind: Job\nmetadata: {cleaned}\n", Assert.Single(Take($"kind: Job\nmetadata: {metadata}\n", Clean)).Text);

    [Theory]
    [InlineData("annotations: {goji.run/ttl: '60', goji.run/file: a.yaml}, ", "ttlSecondsAfterFinished: 60")]
    [InlineData("", "")]
    public void The_withheld_TTL_is_restored(string annotations, string ttl) => Assert.Equal(
        $"kind: Job\nmetadata: {{name: a}}\nspec: {{{(ttl.Length > 0 ? $"{ttl}, " : "")}template: {{}}}}\n",
        Assert.Single(Take($"kind: Job\nmetadata: {{{annotations}name: a, labels: {{goji.run/id: x}}}}\nspec: {{ttlSecondsAfterFinished: 2147483647, template: {{}}}}\n", Clean)).Text);

    [Fact]
    public void An_author_who_selects_pods_keeps_selector_and_labels()
    {
        const string Text = "kind: Job\nmetadata: {name: a, labels: {job-name: x}}\nspec: {manualSelector: true, selector: {matchLabels: {controller-uid: y}}}\n";

        Assert.Equal(Text, Assert.Single(Take(Text, Clean)).Text);
        Assert.Equal(["release.yaml carries nothing that an API server added."], Log.All);
    }

    [Fact]
    public void Companions_are_cleaned_too() => Assert.Equal(
        "kind: ConfigMap\nmetadata: {name: a}\ndata: {uid: kept}\n",
        Assert.Single(Take("kind: ConfigMap\nmetadata: {name: a, uid: '1', resourceVersion: '2'}\ndata: {uid: kept}\n", Clean)).Text);
}
