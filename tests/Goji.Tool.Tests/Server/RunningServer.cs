using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Goji.Tool.Tests.Server;

/// <summary>A <c>goji server</c> in a process of its own, with a client to it.</summary>
internal sealed partial class RunningServer : IDisposable
{
    public const string GitHubSecret = "It's a Secret to Everybody";

    private RunningServer(GojiProgram program, Uri address)
    {
        Program = program;
        Address = address;
        Client = new HttpClient { BaseAddress = address };
    }

    public GojiProgram Program { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static async Task<RunningServer> StartAsync(string folder, string[] arguments, Dictionary<string, string> environment)
    {
        var program = GojiProgram.Start(folder, ["server", "--listen", "http://127.0.0.1:0", .. arguments], environment);
        await Eventually.IsTrueAsync(() => program.HasExited || Listening().IsMatch(program.Output), () => program.Output + program.Error);
        return new(program, new Uri(Listening().Match(program.Output).Groups["address"].Value));
    }

    public async Task ReadyAsync() => await Eventually.IsTrueAsync(async () => await StatusAsync("/health/ready") == HttpStatusCode.OK, () => Program.Output);

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

    public async Task<HttpResponseMessage> PostAsync(string path, string payload, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(payload, Encoding.UTF8, "application/json") };
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

    [GeneratedRegex(@"""Listening on (?<address>[^""]+)\.""")]
    private static partial Regex Listening();
}
