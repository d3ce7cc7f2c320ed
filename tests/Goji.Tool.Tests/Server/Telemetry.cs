using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Goji.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Goji.Tool.Tests.Server;

/// <summary>What leaves the server for other systems, and the tokens that it gets from them.</summary>
public sealed class Telemetry : ServerTest
{
    private readonly ConcurrentQueue<(string Path, byte[] Body, string Authorization)> received = new();

    [Fact]
    public async Task Traces_and_metrics_are_sent_by_OTLP_and_the_log_has_their_ids_and_who_started_what()
    {
        await using var collector = await CollectAsync(_ => Results.Ok());
        using var server = await RunningServer.StartAsync(
            Place.Path,
            ["--directory", "jobs", "--repository", Origin.Path, "--interval", "1s", "--poll-interval", "1s"],
            new()
            {
                ["KUBECONFIG"] = Place["kubeconfig"],
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            });
        var commit = Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));

        await JobsBecomeAsync(server, "succeeded/a.yaml");
        await Eventually.IsTrueAsync(() => Has("/v1/traces", "goji.pass") && Has("/v1/traces", "goji.cluster.call") && Has("/v1/metrics", "goji.pass.duration"), () => server.Program.Output);

        var audit = JsonDocument.Parse(server.Program.Output.Split('\n').Single(line => line.Contains("\"Goji.Audit\"", StringComparison.Ordinal))).RootElement;
        var state = audit.GetProperty("State");
        Assert.Equal("a.yaml", state.GetProperty("File").GetString());
        Assert.Equal("Job default/a", state.GetProperty("Jobs").GetString());
        Assert.Equal(commit, state.GetProperty("Commit").GetString());
        Assert.Equal("A Person <person@example.com>", state.GetProperty("Author").GetString());
        Assert.Equal("not checked", state.GetProperty("Signer").GetString());
        Assert.Contains("\"TraceId\"", audit.GetProperty("Scopes").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_of_a_GitHub_App_are_used_for_git_and_renewed_ahead_of_their_end()
    {
        using var key = RSA.Create(2048);
        File.WriteAllText(Place["app.pem"], key.ExportRSAPrivateKeyPem());
        using var git = new GitHttpServer(Place.Path) { User = "x-access-token", Password = "token-1" };
        var tokens = 0;
        await using var github = await CollectAsync(context =>
        {
            // Each lasts for less than the margin, so that each pass gets a new one.
            git.Password = $"token-{++tokens}";
            return Results.Text($$"""{"token":"token-{{tokens}}","expires_at":"{{DateTimeOffset.UtcNow.AddMinutes(5):O}}"}""", "application/json", statusCode: 201);
        });
        using var server = await RunningServer.StartAsync(
            Place.Path,
            ["--directory", "jobs", "--repository", git.AddressOf(Origin), "--interval", "1s", "--poll-interval", "1s"],
            new()
            {
                ["KUBECONFIG"] = Place["kubeconfig"],
                ["GOJI_GITHUB_APP_ID"] = "42",
                ["GOJI_GITHUB_APP_INSTALLATION"] = "7",
                ["GOJI_GITHUB_APP_KEY_FILE"] = Place["app.pem"],
                ["GOJI_GITHUB_API"] = github.Urls.Single(),
            });
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));

        await JobsBecomeAsync(server, "succeeded/a.yaml");

        await Eventually.IsTrueAsync(() => Volatile.Read(ref tokens) > 1, () => server.Program.Output);
        Assert.All(received, request => Assert.Equal("/app/installations/7/access_tokens", request.Path));
        var parts = received.First().Authorization["Bearer ".Length..].Split('.');
        var claims = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).RootElement;
        Assert.Equal("42", claims.GetProperty("iss").GetString());
        Assert.InRange(claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64(), 60, 600);
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.DoesNotContain("token-1", server.Program.Output, StringComparison.Ordinal);
    }

    private bool Has(string path, string text) =>
        received.Any(request => request.Path == path && request.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private async Task<WebApplication> CollectAsync(Func<HttpContext, IResult> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((context.Request.Path, body.ToArray(), context.Request.Headers.Authorization.ToString()));
            await answer(context).ExecuteAsync(context);
        });
        await app.StartAsync();
        return app;
    }
}
