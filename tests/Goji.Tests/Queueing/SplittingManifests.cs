namespace Goji.Tests.Queueing;

public sealed class SplittingManifests : Intake
{
    private static readonly QueueOptions Split = new() { Split = true };

    [Fact]
    public void Each_Job_becomes_a_file_with_the_text_of_its_author()
    {
        var text = "---\n# Source: shop/templates/a.yaml\n" + Job("a") + "---\n---\n# nothing\n---\n# Source: shop/templates/b.yaml\n" + Job("b") + "---\n";

        Assert.Equal(
            [("release-a.yaml", "# Source: shop/templates/a.yaml\n" + Job("a")), ("release-b.yaml", "# Source: shop/templates/b.yaml\n" + Job("b"))],
            Take(text, Split));
    }

    [Theory]
    [InlineData("release.yaml", "a", "release-a.yaml")]
    [InlineData("release.yaml", "release-a", "release-a.yaml")]
    [InlineData("release.yaml", "release", "release.yaml")]
    [InlineData("team-a/release.yml", "a", "team-a/release-a.yaml")]
    [InlineData(null, "a", "a.yaml")]
    public void A_file_is_named_after_the_manifest_and_its_Job(string? manifest, string job, string file) => Assert.Equal(file, Assert.Single(Take(Job(job), Split, manifest)).Name);

    [Fact]
    public void Jobs_of_one_name_get_files_of_several() => Assert.Equal(
        ["release-a.yaml", "release-a-b.yaml", "release-a-2.yaml"],
        Take(string.Join("---\n", Job("a"), Job("a").Replace("name: a", "name: a\n  namespace: b", StringComparison.Ordinal), Job("a")), Split).Select(file => file.Name));

    [Fact]
    public void A_document_belongs_to_the_Jobs_that_name_it_or_to_the_first()
    {
        var text = string.Join(
            "---\n", Map("nobodys"), Map("one"), Map("both"), Job("a", pod: "volumes: [{name: v, configMap: {name: both}}]"), Job("b", pod: "volumes: [{name: v, configMap: {name: both}}, {name: w, configMap: {name: one}}]"));

        var files = Take(text, Split);

        Assert.Equal([Map("nobodys") + "---\n" + Map("both"), Map("one") + "---\n" + Map("both")], files.Select(file => file.Text[..file.Text.LastIndexOf("---\n", StringComparison.Ordinal)]));
    }

    [Fact]
    public void An_account_brings_its_bindings_and_their_roles()
    {
        const string Rights =
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: runner}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: bound}
            roleRef: {kind: Role, name: reader, apiGroup: rbac.authorization.k8s.io}
            subjects: [{kind: ServiceAccount, name: runner}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reader}
            ---

            """;

        var files = Take(Rights + Job("a") + "---\n" + Job("b", pod: "serviceAccountName: runner"), Split);

        Assert.Equal([1, 4], files.Select(file => file.Text.Split("kind: ").Length - 1 - (file.Text.Contains("subjects", StringComparison.Ordinal) ? 2 : 0)));
    }

    [Fact]
    public void The_items_of_a_list_are_written_one_by_one()
    {
        var files = Take("""{"apiVersion":"batch/v1","kind":"JobList","items":[{"metadata":{"name":"a"},"spec":{}},{"metadata":{"generateName":"b-"}}]}""", Split, "jobs.json");

        Assert.Equal(
            [("jobs-a.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\nspec: {}\n"), ("jobs-b.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: b-\n")],
            files);
    }

    [Fact]
    public void Byte_order_marks_and_Windows_line_ends_are_accepted()
    {
        var text = ("\uFEFF---\n" + Job("a") + "---\n" + Job("b")).ReplaceLineEndings("\r\n");

        Assert.Equal(["a.yaml", "b.yaml"], Take(text, Split, name: null).Select(file => file.Name));
    }

    [Fact]
    public void A_manifest_without_a_Job_is_unchanged() => Assert.Equal([("release.yaml", Map("a"))], Take(Map("a"), Split));

    [Fact]
    public void A_manifest_without_a_name_needs_one_unless_it_is_split()
    {
        var refusal = Assert.Throws<GojiUsageException>(() => Take(Job("a"), new(), name: null));

        Assert.Equal("Standard input has no file name. Set Name (--name), such as: goji queue - --name migrate.yaml", refusal.Message);
    }
}
