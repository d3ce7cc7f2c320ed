using Goji.Ports;
using Goji.Records;

namespace Goji.Tests.Ports;

public class ClusterIdentityTests
{
    private const string Uid = "6f0b0f3e-7c4f-4f4e-9f43-0a3b0c6d5e11";
    private const string OtherUid = "7f0b0f3e-7c4f-4f4e-9f43-0a3b0c6d5e12";

    [Theory]
    [InlineData("the same uid", Uid, "", Uid, "", "Yes")]
    [InlineData("another uid", Uid, "", OtherUid, "", "No")]
    [InlineData("another uid outweighs keys that two clusters share", Uid, "keys=a", OtherUid, "keys=a", "No")]
    [InlineData("the same uid outweighs keys that were replaced", Uid, "keys=a", Uid, "keys=b", "Yes")]
    [InlineData("nothing to compare", null, "", null, "", "CannotTell")]
    [InlineData("a uid on one side only", Uid, "", null, "", "CannotTell")]
    [InlineData("a uid on one side, a key in common", Uid, "keys=a,b", null, "keys=b", "Yes")]
    [InlineData("a uid on the other side, a namespace in common", null, "namespaces/jobs=1", Uid, "namespaces/jobs=1 keys=b", "Yes")]
    [InlineData("a key in common", null, "keys=a,b", null, "keys=b,c", "Yes")]
    [InlineData("other keys: another cluster, or the same with new keys", null, "keys=a", null, "keys=b", "CannotTell")]
    [InlineData("a namespace in common", null, "namespaces/jobs=1", null, "namespaces/jobs=1", "Yes")]
    [InlineData("the namespace of that name is another", null, "namespaces/jobs=1 keys=a", null, "namespaces/jobs=2 keys=a", "CannotTell")]
    [InlineData("one namespace was made anew, another is in common", null, "namespaces/a=1 namespaces/b=2", null, "namespaces/a=3 namespaces/b=2", "Yes")]
    [InlineData("the runner's own account in common", null, "serviceaccounts/jobs/goji=1", null, "serviceaccounts/jobs/goji=1", "Yes")]
    [InlineData("accounts of one name in clusters that share a key", null, "serviceaccounts/jobs/goji=1 keys=a", null, "serviceaccounts/jobs/goji=2 keys=a", "CannotTell")]
    public void Clusters_are_compared_by_the_facts_that_both_sides_have(string situation, string? uid, string proofs, string? nowUid, string nowProofs, string expected)
    {
        var attempt = new ClusterIdentity(uid, ClusterProofs.Parse(proofs)).Mark(new("id", DateTimeOffset.UnixEpoch, "runner"));

        var same = new ClusterIdentity(nowUid, ClusterProofs.Parse(nowProofs)).Compare(attempt);

        Assert.True(expected == same.ToString(), situation);
    }

    [Theory]
    [InlineData("ca:sha256:ab", null)]
    [InlineData("address:https://10.0.0.1:6443", null)]
    [InlineData(Uid, "ca:sha256:ab")]
    [InlineData(null, "anything=else=here")]
    [InlineData(null, null)]
    public void Record_with_a_CA_or_an_address_proves_nothing_to_a_runner_without_the_uid(string? cluster, string? proofs)
    {
        var attempt = new Attempt("id", DateTimeOffset.UnixEpoch, "runner") { Cluster = cluster, ClusterProofs = proofs };

        var same = new ClusterIdentity(Uid: null, ClusterProofs.Parse("keys=a namespaces/jobs=1")).Compare(attempt);

        Assert.Equal(SameCluster.CannotTell, same);
    }

    [Theory]
    [InlineData("ca:sha256:ab", SameCluster.CannotTell)]
    [InlineData("address:https://10.0.0.1:6443", SameCluster.CannotTell)]
    [InlineData(Uid, SameCluster.Yes)]
    [InlineData(OtherUid, SameCluster.No)]
    public void Record_of_version_1_0_0_is_compared_by_its_uid_alone(string cluster, object expected) => Assert.Equal(
        expected,
        new ClusterIdentity(Uid, ClusterProofs.None).Compare(new("id", DateTimeOffset.UnixEpoch, "runner") { Cluster = cluster, ClusterProofs = "ca:sha256:ab" }));

    [Fact]
    public void Proofs_are_one_line_that_can_be_read_again()
    {
        var proofs = new ClusterProofs
        {
            Keys = ["b=,", "a"],
            Uids = new Dictionary<string, string> { ["serviceaccounts/jobs/goji"] = "2", ["namespaces/jobs"] = "1" },
        };

        Assert.Equal("namespaces/jobs=1 serviceaccounts/jobs/goji=2 keys=a,b%3D%2C", proofs.ToText());
        Assert.True(ClusterProofs.Parse(proofs.ToText()).ProveSameAs(proofs with { Uids = new Dictionary<string, string>() }));
        Assert.Null(ClusterProofs.None.ToText());
    }

    [Fact]
    public void Version_1_0_0_does_not_match_a_record_to_its_cluster_by_the_proofs()
    {
        var marked = new ClusterIdentity(Uid: null, ClusterProofs.Parse("keys=a")).Mark(new("id", DateTimeOffset.UnixEpoch, "runner"));

        // It takes any other text in the first field for a uid, and compares one that begins with 'ca:' in the second.
        Assert.Null(marked.Cluster);
        Assert.False(marked.ClusterProofs!.StartsWith("ca:", StringComparison.Ordinal));
    }
}
