using System.Globalization;
using System.Text.Json;

namespace Goji.Benchmarks.Work;

/// <summary>
/// What following logs costs at least: one stream for each pod, read by a bare <see cref="HttpClient"/>, and each line written with its pod in
/// front, as <c>kubectl logs -f --prefix</c> does.
/// </summary>
internal static class FollowFloor
{
    public static async Task<string> RunAsync(Arguments arguments)
    {
        using var client = new HttpClient { BaseAddress = new Uri(arguments["address"]) };
        var pods = $"api/v1/namespaces/{arguments["namespace"]}/pods";
        using var list = JsonDocument.Parse(await client.GetByteArrayAsync(pods));
        using var output = new ShownOutput();
        var lines = new LineCount();
        await Task.WhenAll(list.RootElement.GetProperty("items").EnumerateArray()
            .Select(pod => pod.GetProperty("metadata").GetProperty("name").GetString()!)
            .Select(pod => ReadAsync(client, $"{pods}/{pod}/log?follow=true&timestamps=true", pod, output, lines)));
        return lines.ToString();
    }

    private static async Task ReadAsync(HttpClient client, string address, string pod, ShownOutput output, LineCount lines)
    {
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            output.Write($"[pod/{pod}] {line.AsSpan(space + 1)}\n", hasMore: false);
            lines.Add(pod, line.AsSpan(space + 1), DateTimeOffset.Parse(line.AsSpan(0, space), CultureInfo.InvariantCulture));
        }
    }
}
