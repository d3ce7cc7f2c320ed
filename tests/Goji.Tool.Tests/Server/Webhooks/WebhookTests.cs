using System.Text;
using Goji.Tool.Server;
using Goji.Tool.Server.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Tests.Server.Webhooks;

/// <summary>What the webhooks answer to deliveries in the shapes that git hosts send, without a server.</summary>
public sealed class WebhookTests
{
    private const string Secret = "a-secret-of-tests";

    private readonly SecretValue secret = SecretValue.Of(Secret, new());
    private readonly PushFilter filter = new(new(), () => "main");
    private readonly DeliveryBody bodies = new(1024 * 1024, TimeProvider.System);

    [Theory]
    [InlineData("repo:push", """{"push":{"changes":[{"new":{"type":"branch","name":"main"},"old":null}]}}""", "A pass follows.")]
    [InlineData("repo:push", """{"push":{"changes":[{"new":{"type":"branch","name":"feature"}}]}}""", "Ignored: it is not to the branch that jobs are queued on.")]
    [InlineData("repo:push", """{"push":{"changes":[{"new":{"type":"tag","name":"main"}}]}}""", "Ignored: it updates no branch.")]
    [InlineData("repo:push", """{"push":{"changes":[{"new":null}]}}""", "Ignored: it updates no branch.")]
    [InlineData("repo:refs_changed", """{"changes":[{"ref":{"id":"refs/heads/main"},"refId":"refs/heads/main","type":"UPDATE"}]}""", "A pass follows.")]
    [InlineData("repo:refs_changed", """{"changes":[{"refId":"refs/heads/main","type":"DELETE"}]}""", "Ignored: it updates no branch.")]
    [InlineData("diagnostics:ping", """{"test":true}""", "Goji is here.")]
    [InlineData("issue:created", "{}", "Ignored: only pushes matter here.")]
    [InlineData("repo:push", """{"push":{"changes":[null]}}""", "The payload is not the JSON of a push.")]
    [InlineData("repo:push", """{"push":{"changes":null}}""", "The payload is not the JSON of a push.")]
    public async Task Bitbucket_signs_with_the_header_that_others_use_for_SHA1(string @event, string payload, string expected)
    {
        var webhook = new SignedWebhook("bitbucket", secret, allowSha1: false, filter.ResponseTo, bodies);

        var (answer, _) = await webhook.TakeAsync(Request(payload, ("X-Event-Key", @event), ("X-Hub-Signature", GitHubDelivery.Sign(payload, Secret))), CancellationToken.None);
        var (forged, _) = await webhook.TakeAsync(Request(payload, ("X-Event-Key", @event), ("X-Hub-Signature", GitHubDelivery.Sign(payload, "another"))), CancellationToken.None);

        Assert.Equal(expected, answer.Text);
        Assert.Equal(DeliveryResponse.Refused, forged);
    }

    [Theory]
    [InlineData("""{"eventType":"git.push","publisherId":"tfs","resource":{"commits":[{"commitId":"1b8c","author":{"name":"A"},"comment":"Queue"}],"refUpdates":[{"name":"refs/heads/main","newObjectId":"33b5"}]}}""", "A pass follows.")]
    [InlineData("""{"eventType":"git.push","resource":{"commits":[{"comment":"Process 2 jobs","committer":{"name":"goji","email":"goji@localhost"}}],"refUpdates":[{"name":"refs/heads/main","newObjectId":"33b5"}]}}""", "Ignored: a pass of Goji made it.")]
    [InlineData("""{"eventType":"git.push","resource":{"refUpdates":[{"name":"refs/heads/x","newObjectId":"33b5"}]}}""", "Ignored: it is not to the branch that jobs are queued on.")]
    [InlineData("""{"eventType":"git.push","resource":{"refUpdates":[{"name":"refs/heads/main","newObjectId":"0000000000000000000000000000000000000000"}]}}""", "Ignored: it updates no branch.")]
    [InlineData("""{"eventType":"build.complete","resource":{}}""", "Ignored: only pushes matter here.")]
    [InlineData("""{"eventType":"git.push","resource":{"refUpdates":[null]}}""", "The payload is not the JSON of a push.")]
    [InlineData("""{"eventType":"git.push","resource":null}""", "The payload is not the JSON of a push.")]
    [InlineData("""{"resource":{}}""", "The payload is not the JSON of a push.")]
    public async Task Azure_DevOps_carries_a_password(string payload, string expected)
    {
        var webhook = new AzureWebhook(secret, filter.ResponseTo, bodies);

        var (answer, _) = await webhook.TakeAsync(Request(payload, ("Authorization", BasicOf("anybody", Secret))), CancellationToken.None);
        var (forged, _) = await webhook.TakeAsync(Request(payload, ("Authorization", BasicOf("anybody", "another"))), CancellationToken.None);

        Assert.Equal(expected, answer.Text);
        Assert.Equal(DeliveryResponse.Refused, forged);
    }

    [Theory]
    [InlineData("Bearer " + Secret, true)]
    [InlineData("bearer " + Secret, true)]
    [InlineData("Bearer " + Secret + "s", false)]
    [InlineData("Bearer", false)]
    [InlineData(Secret, false)]
    [InlineData("Basic " + Secret, false)]
    [InlineData("Basic Og==", false)]
    [InlineData("Token " + Secret, false)]
    [InlineData(null, false)]
    public async Task Generic_sender_carries_the_token(string? authorization, bool isBelieved)
    {
        var (answer, _) = await new GenericWebhook(secret, _ => DeliveryResponse.Accepted, bodies).TakeAsync(Request("", ("Authorization", authorization)), CancellationToken.None);

        Assert.Equal(isBelieved ? DeliveryResponse.Accepted : DeliveryResponse.Refused, answer);
    }

    [Fact]
    public async Task Generic_sender_may_put_the_token_into_the_address_or_sign_with_it()
    {
        var webhook = new GenericWebhook(secret, _ => DeliveryResponse.Accepted, bodies);

        Assert.Equal(DeliveryResponse.Accepted, (await webhook.TakeAsync(Request("", ("Authorization", BasicOf("user", Secret))), CancellationToken.None)).Response);
        Assert.Equal(DeliveryResponse.Accepted, (await webhook.TakeAsync(Request("text", ("X-Hub-Signature-256", GitHubDelivery.Sign("text", Secret))), CancellationToken.None)).Response);
        Assert.Equal(DeliveryResponse.Refused, (await webhook.TakeAsync(Request("text", ("X-Hub-Signature-256", GitHubDelivery.Sign("text", "another"))), CancellationToken.None)).Response);
    }

    [Fact]
    public async Task Every_line_of_a_secret_is_valid()
    {
        var both = SecretValue.Of("old-secret\nnew-secret\n", new());

        Assert.Equal(DeliveryResponse.Accepted, (await new GenericWebhook(both, _ => DeliveryResponse.Accepted, bodies).TakeAsync(Request("", ("Authorization", "Bearer old-secret")), CancellationToken.None)).Response);
        Assert.Equal(DeliveryResponse.Accepted, (await new GenericWebhook(both, _ => DeliveryResponse.Accepted, bodies).TakeAsync(Request("", ("Authorization", "Bearer new-secret")), CancellationToken.None)).Response);
    }

    private static HttpRequest Request(string payload, params (string Name, string? Value)[] headers)
    {
        var request = new DefaultHttpContext { Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(payload)) } }.Request;
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        return request;
    }

    private static string BasicOf(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
