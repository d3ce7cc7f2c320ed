using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Goji.Testing;

namespace Goji.Tool.Tests.Server.Pages;

/// <summary>A real browser without a window, asked through its debugging protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly Process process;
    private readonly ClientWebSocket socket = new();
    private readonly List<string> complaints = [];
    private int last;

    private Browser(Process process) => this.process = process;

    /// <summary>What the console and the security policy had to report.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<Browser> OpenAsync(TemporaryDirectory place, Uri page, string window = "1200,900")
    {
        var profile = place[Guid.NewGuid().ToString("N")];
        var start = new ProcessStartInfo("chromium",
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--remote-debugging-port=0", $"--window-size={window}", $"--user-data-dir={profile}", "about:blank",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var browser = new Browser(Process.Start(start)!);
        browser.process.OutputDataReceived += (_, _) => { };
        browser.process.ErrorDataReceived += (_, _) => { };
        browser.process.BeginOutputReadLine();
        browser.process.BeginErrorReadLine();
        var portFile = Path.Combine(profile, "DevToolsActivePort");
        await Eventually.IsTrueAsync(() => File.Exists(portFile) && File.ReadAllLines(portFile).Length >= 2, () => "The browser does not open its debugging port.");
        using var client = new HttpClient();
        var port = File.ReadAllLines(portFile)[0];
        var target = "";
        await Eventually.IsTrueAsync(
            async () =>
            {
                var targets = JsonNode.Parse(await client.GetStringAsync($"http://127.0.0.1:{port}/json"))!.AsArray();
                target = targets.FirstOrDefault(item => (string?)item!["type"] == "page")?["webSocketDebuggerUrl"]?.ToString() ?? "";
                return target.Length > 0;
            },
            () => "The browser has no page.");
        await browser.socket.ConnectAsync(new Uri(target), CancellationToken.None);
        await browser.SendAsync("Runtime.enable", []);
        await browser.SendAsync("Log.enable", []);
        await browser.SendAsync("Page.enable", []);
        await browser.SendAsync("Page.navigate", new() { ["url"] = page.AbsoluteUri });
        await browser.UntilAsync("document.readyState === 'complete' && location.href !== 'about:blank'");
        return browser;
    }

    /// <summary>The value of an expression in the page, as text.</summary>
    public async Task<string> AskAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = $"String({expression})", ["awaitPromise"] = true, ["returnByValue"] = true });
        return answer["result"]?["value"]?.ToString() ?? answer.ToJsonString();
    }

    public Task UntilAsync(string condition) => Eventually.IsTrueAsync(async () => await AskAsync(condition) == "true", () => $"It does not become true: {condition}");

    public async Task PressAsync(string key)
    {
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = key, ["text"] = key.Length == 1 ? key : null });
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = key });
    }

    public async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        var id = ++last;
        var request = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await socket.SendAsync(Encoding.UTF8.GetBytes(request.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
        {
            var message = await ReceiveAsync();
            if ((int?)message["id"] == id)
            {
                return message["result"] ?? throw new InvalidOperationException(message.ToJsonString());
            }

            if ((string?)message["method"] is "Log.entryAdded" or "Runtime.exceptionThrown")
            {
                complaints.Add(message["params"]!.ToJsonString());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, patience.Token);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(text.ToArray(), documentOptions: default)!;
    }
}
