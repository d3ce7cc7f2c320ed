using Goji.Ports;
using Goji.Records;

namespace Goji.Tests.Ports;

public class ClusterIdentityTests
{
    private const string Uid = "6f0b0f3e-7c4f-4f4e-9f43-0a3b0c6d5e11";
    private const string OtherUid = "7f0b0f3e-7c4f-4f4e-9f43-0a3b0c6d5e12";

    [Theory]
    [InlineData("the same uid, another address and ca", Uid, "a", "https://in", Uid, "b", "https://out", "Yes")]
    [InlineData("another uid behind the same address and ca", Uid, "a", "https://x", OtherUid, "a", "https://x", "No")]
    [InlineData("one side may not read the uid, the ca is the same", Uid, "a", "https://in", null, "a", "https://out", "Yes")]
    [InlineData("the other side may not", null, "a", "https://in", Uid, "a", "https://out", "Yes")]
    [InlineData("neither may, the ca is the same", null, "a", "https://in", null, "a", "https://out", "Yes")]
    [InlineData("another ca proves nothing", null, "a", "https://in", null, "b", "https://out", "CannotTell")]
    [InlineData("a uid on one side only and no ca", Uid, null, "https://x", null, null, "https://x", "CannotTell")]
    [InlineData("nothing but the address, which is the same", null, null, "https://x", null, null, "https://x", "Yes")]
    [InlineData("nothing but the address, which is another", null, null, "https://x", null, null, "https://y", "CannotTell")]
    public void Clusters_are_told_apart_by_what_both_sides_know(
        string situation, string? uid, string? ca, string address, string? nowUid, string? nowCa, string nowAddress, string expected)
    {
        var then = new ClusterIdentity(uid, ca, address);
        var attempt = new Attempt("id", DateTimeOffset.UnixEpoch, "runner") { Cluster = then.Best, ClusterCa = then.Second };

        var same = new ClusterIdentity(nowUid, nowCa, nowAddress).Compare(attempt);

        Assert.True(expected == same.ToString(), situation);
    }
}
