using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goji.Testing;

/// <summary>Serves the bare repositories of a folder over smart HTTP: a loopback port in front of <c>git http-backend</c>.</summary>
public sealed class GitHttpServer : IDisposable
{
    private readonly HttpListener listener;
    private readonly string root;
    private readonly ConcurrentQueue<string> requests = new();

    public GitHttpServer(string root)
    {
        this.root = root;
        (listener, Port) = Listen();
        _ = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    /// <summary>Gets or sets the user name that is asked for; null lets everybody in.</summary>
    public string? User { get; set; }

    /// <summary>Gets or sets the password that is asked for.</summary>
    public string? Password { get; set; }

    /// <summary>Gets or sets whether clients may choose version 2 of git's protocol; old servers and some proxies know version 0 alone.</summary>
    public bool SpeaksVersion2 { get; set; } = true;

    /// <summary>
    /// Gets or sets what is done in place of serving a request, such as refusing it or dropping the connection; returning true says it is
    /// answered.
    /// </summary>
    public Func<HttpListenerContext, Task<bool>>? Instead { get; set; }

    /// <summary>Gets or sets what is done between a request's arrival and its service, such as letting somebody else push first.</summary>
    public Action<HttpListenerRequest>? Before { get; set; }

    /// <summary>Gets or sets what receives each request that is refused.</summary>
    public Action<HttpListenerRequest>? Refused { get; set; }

    /// <summary>Gets the requests so far, as <c>GET /origin.git/info/refs?service=git-upload-pack</c>.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>The address of a repository in the served folder.</summary>
    public string AddressOf(BareOrigin origin)
    {
        origin.Git("config", "http.receivepack", "true");
        return AddressOf(origin.Path);
    }

    /// <summary>The address of a repository in the served folder, to read from.</summary>
    public string AddressOf(string repository) => $"http://127.0.0.1:{Port}/{Path.GetFileName(repository)}";

    public void Dispose() => listener.Close();

    /// <summary>A port that is free now may be taken a moment later, by a test that runs beside this one: then another is tried.</summary>
    private static (HttpListener Listener, int Port) Listen()
    {
        for (var tries = 1; ; tries++)
        {
            var port = FreePort();
            var candidate = new HttpListener();
            candidate.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                candidate.Start();
                return (candidate, port);
            }
            catch (HttpListenerException) when (tries < 20)
            {
                candidate.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AcceptAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        requests.Enqueue($"{context.Request.HttpMethod} {context.Request.RawUrl}");
        try
        {
            if (!IsLetIn(context.Request))
            {
                Refused?.Invoke(context.Request);
                context.Response.StatusCode = 401;
                context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"jobs\"";
                context.Response.Close();
                return;
            }

            Before?.Invoke(context.Request);
            if (Instead is null || !await Instead(context))
            {
                await ServeAsync(context);
            }
        }
        catch (Exception failure) when (failure is IOException or HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            context.Response.Abort();
        }
    }

    private bool IsLetIn(HttpListenerRequest request) =>
        User is null || string.Equals(
            request.Headers["Authorization"]?.Replace("basic ", "Basic ", StringComparison.Ordinal),
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")),
            StringComparison.Ordinal);

    private async Task ServeAsync(HttpListenerContext context)
    {
        var request = context.Request;
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string?>
        {
            ["GIT_PROJECT_ROOT"] = root,
            ["GIT_HTTP_EXPORT_ALL"] = "1",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["PATH_INFO"] = Uri.UnescapeDataString(request.Url!.AbsolutePath),
            ["QUERY_STRING"] = request.Url.Query.TrimStart('?'),
            ["REQUEST_METHOD"] = request.HttpMethod,
            ["CONTENT_TYPE"] = request.ContentType,
            ["HTTP_CONTENT_ENCODING"] = request.Headers["Content-Encoding"],
            ["HTTP_GIT_PROTOCOL"] = SpeaksVersion2 ? request.Headers["Git-Protocol"] : null,
            ["REMOTE_USER"] = User ?? "somebody",
            ["REMOTE_ADDR"] = "127.0.0.1",
        })
        {
            start.Environment[name] = value ?? "";
        }

        using var backend = Process.Start(start)!;
        var errors = backend.StandardError.ReadToEndAsync();
        await request.InputStream.CopyToAsync(backend.StandardInput.BaseStream);
        backend.StandardInput.Close();
        await PassOnAsync(backend.StandardOutput.BaseStream, context.Response);
        await backend.WaitForExitAsync();
        _ = await errors;
    }

    private static async Task PassOnAsync(Stream cgi, HttpListenerResponse response)
    {
        for (var line = ReadLine(cgi); line.Length > 0; line = ReadLine(cgi))
        {
            var (name, value) = line.Split(": ", 2) is [var first, var second] ? (first, second) : (line, "");
            if (name.Equals("Status", StringComparison.OrdinalIgnoreCase))
            {
                response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
            }
            else
            {
                response.Headers[name] = value;
            }
        }

        response.SendChunked = true;
        await cgi.CopyToAsync(response.OutputStream);
        response.Close();
    }

    private static string ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        for (var next = stream.ReadByte(); next is not (-1 or '\n'); next = stream.ReadByte())
        {
            line.Append((char)next);
        }

        return line.ToString().TrimEnd('\r');
    }
}
