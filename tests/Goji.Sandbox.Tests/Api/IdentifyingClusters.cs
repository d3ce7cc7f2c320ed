using Goji.Testing;

namespace Goji.Sandbox.Tests.Api;

public class IdentifyingClusters
{
    private const string Keys = "openid/v1/jwks";

    [Fact]
    public async Task Each_cluster_has_a_key_of_its_own()
    {
        using var one = new TestCluster();
        using var other = new TestCluster();

        Assert.Equal(await KeyAsync(one), await KeyAsync(one));
        Assert.NotEqual(await KeyAsync(one), await KeyAsync(other));
    }

    [Fact]
    public async Task Key_is_kept_with_the_state_file()
    {
        using var place = new TemporaryDirectory();
        string before;
        using (var cluster = new TestCluster(place["state.json"]))
        {
            before = await KeyAsync(cluster);
        }

        using var again = new TestCluster(place["state.json"]);

        Assert.Equal(before, await KeyAsync(again));
    }

    [Fact]
    public async Task Right_to_read_the_keys_can_be_missing()
    {
        using var cluster = new TestCluster();
        cluster.Cluster.Faults.Add(new SandboxFault(SandboxFaultKind.Forbidden) { Verb = "get", Resource = "openid" });

        var answer = await cluster.GetAsync(Keys);

        Assert.Equal((403, "forbidden: User \"sandbox\" cannot get path \"/openid/v1/jwks\""), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Runner_can_read_its_own_identity()
    {
        using var cluster = new TestCluster();

        var answer = await cluster.PostAsync("apis/authentication.k8s.io/v1/selfsubjectreviews", new System.Text.Json.Nodes.JsonObject());

        Assert.Equal("sandbox", (string?)answer.Body["status"]!["userInfo"]!["username"]);
    }

    private static async Task<string> KeyAsync(TestCluster cluster)
    {
        var key = Assert.Single((await cluster.GetAsync(Keys)).Body["keys"]!.AsArray())!;
        Assert.Equal(("sig", "EC", "P-256", "ES256"), ((string?)key["use"], (string?)key["kty"], (string?)key["crv"], (string?)key["alg"]));
        return (string)key["kid"]!;
    }
}
