using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Goji.Answers.Statuses;

/// <summary>Puts requests together.</summary>
internal static class StatusRequest
{
    public static HttpRequestMessage Post(string address, AuthenticationHeaderValue authorization, JsonObject body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = authorization;
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    public static AuthenticationHeaderValue Basic(string username, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));

    /// <summary>A path whose parts are escaped, and its slashes not.</summary>
    public static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
