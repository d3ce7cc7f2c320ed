using Goji.Tool.Server.Webhooks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Goji.Tool.Server.Routes;

/// <summary>What the listener for webhooks serves: one path for each webhook that has a secret, and nothing else.</summary>
internal static class WebhookRoutes
{
    public static void Map(IEndpointRouteBuilder routes, IServiceProvider services, ServerOptions server)
    {
        foreach (var webhook in Webhooks(services, server))
        {
            routes.Answer(
                "POST", $"/webhooks/{webhook.Source}", ActivatorUtilities.CreateInstance<WebhookEndpoint>(services, webhook).AnswerAsync);
        }
    }

    private static IEnumerable<IWebhook> Webhooks(IServiceProvider services, ServerOptions server)
    {
        var router = services.GetRequiredService<PushRouter>();
        var bodies = services.GetRequiredService<DeliveryBody>();
        foreach (var (source, secret) in server.SigningSecrets)
        {
            yield return new SignedWebhook(source, secret, server.AllowSha1, router.Take, bodies);
        }

        if (server.GitLabToken is { } token)
        {
            yield return new GitLabWebhook(token, router.Take, bodies);
        }

        if (server.AzurePassword is { } password)
        {
            yield return new AzureWebhook(password, router.Take, bodies);
        }

        if (server.GenericToken is { } generic)
        {
            yield return new GenericWebhook(generic, router.Take, bodies);
        }
    }
}
