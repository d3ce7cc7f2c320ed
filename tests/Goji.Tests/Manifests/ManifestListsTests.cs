namespace Goji.Tests.Manifests;

/// <summary>Lists, expanded as kubectl expands them.</summary>
public class ManifestListsTests
{
    [Fact]
    public void A_List_is_read_as_its_items()
    {
        var manifest = JobFile.Read("apiVersion: v1\nkind: List\nitems:\n- {apiVersion: batch/v1, kind: Job, metadata: {name: a}}\n- {apiVersion: batch/v1, kind: Job, metadata: {name: b}}\n");

        Assert.Equal(["a", "b"], manifest.Jobs.Select(job => job.Name));
    }

    [Fact]
    public void Items_of_a_JobList_are_Jobs_without_a_kind()
    {
        var manifest = JobFile.Read("apiVersion: batch/v1\nkind: JobList\nitems:\n- metadata: {name: a}\n  spec: {}\n");

        Assert.Equal("""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a"},"spec":{}}""", Assert.Single(manifest.Jobs).Body.ToJsonString());
    }

    [Fact]
    public void Lists_in_lists_are_expanded()
        => Assert.Equal("a", Assert.Single(JobFile.Read("apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: List, items: [{apiVersion: batch/v1, kind: Job, metadata: {name: a}}]}]\n").Jobs).Name);

    [Theory]
    [InlineData("[]", ": The file holds no document. Write a Job of batch/v1 into it, or remove it.")]
    [InlineData("null", ": The file holds no document. Write a Job of batch/v1 into it, or remove it.")]
    [InlineData("a", ", line 1: The items of the List are no list. Write each resource as an item that begins with '- apiVersion'.")]
    [InlineData("[a]", ", line 1: Item 1 of the List: It is text. A Kubernetes resource is a mapping that begins with apiVersion, kind and metadata.")]
    [InlineData("[{metadata: {name: a}}]", ", line 1: Item 1 of the List: The resource has no apiVersion. A Job's is batch/v1.\n'a.yaml', line 1: Item 1 of the List: The resource has no kind. A Job begins with apiVersion: batch/v1 and kind: Job.")]
    public void Items_that_are_no_resources_are_refused(string items, string finding)
        => Assert.Equal("'a.yaml'" + finding, JobFile.Refusal($"apiVersion: v1\nkind: List\nitems: {items}\n"));
}
