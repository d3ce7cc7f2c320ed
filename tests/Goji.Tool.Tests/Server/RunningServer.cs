using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Goji.Testing;

namespace Goji.Tool.Tests.Server;

/// <summary>A <c>goji server</c> in a process of its own, with a client to it.</summary>
internal sealed partial class RunningServer : IDisposable
{
    public const string GitHubSecret = "It's a Secret to Everybody";

    private RunningServer(GojiProgram program, Uri webhooks, Uri status)
    {
        Program = program;
        Webhooks = webhooks;
        Status = status;
        Client = new HttpClient { BaseAddress = status };
    }

    public GojiProgram Program { get; }

    /// <summary>The address of the listener for webhooks.</summary>
    public Uri Webhooks { get; }

    /// <summary>The address of the listener for the page, the metrics and health.</summary>
    public Uri Status { get; }

    /// <summary>A client to the status listener.</summary>
    public HttpClient Client { get; }

    public static async Task<RunningServer> StartAsync(string folder, string[] arguments, Dictionary<string, string> environment)
    {
        var program = GojiProgram.Start(folder, ["server", "--listen", "http://127.0.0.1:0", "--status-listen", "http://127.0.0.1:0", .. arguments], environment);
        await Eventually.IsTrueAsync(() => program.HasExited || Listening().IsMatch(program.Output), () => program.Output + program.Error);
        var addresses = Listening().Match(program.Output).Groups;
        return new(program, new Uri(addresses["webhooks"].Value), new Uri(addresses["status"].Value));
    }

    /// <summary>Waits until the newest pass has succeeded and the cluster responds.</summary>
    public async Task ReadyAsync() => await Eventually.IsTrueAsync(async () => await StatusAsync("/health/status") == HttpStatusCode.OK, () => Program.Output);

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return response.StatusCode;
    }

    /// <summary>The value of a series, such as <c>goji_passes_total{result="succeeded"}</c>.</summary>
    public async Task<double> MetricAsync(string series)
    {
        var text = await Client.GetStringAsync("/metrics");
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture);
    }

    public Task<double> PassesAsync() => MetricAsync("goji_passes_total{result=\"succeeded\"}");

    /// <summary>Delivers as GitHub does, signed.</summary>
    public Task<HttpResponseMessage> DeliverAsync(string payload, string @event = "push", string secret = GitHubSecret) =>
        PostAsync("/webhooks/github", payload, ("X-GitHub-Event", @event), ("X-Hub-Signature-256", GitHubDelivery.Sign(payload, secret)));

    public Task<HttpResponseMessage> PostAsync(string path, string payload, params (string Name, string Value)[] headers) =>
        PostAsync(path, payload, "application/json", headers);

    public async Task<HttpResponseMessage> PostAsync(string path, string payload, string contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Webhooks, path)) { Content = new StringContent(payload, Encoding.UTF8, contentType) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    public void Dispose()
    {
        Client.Dispose();
        Program.Dispose();
    }

    [GeneratedRegex(@"""Listening on (?<webhooks>\S+) for webhooks, and on (?<status>\S+) for ")]
    private static partial Regex Listening();
}
