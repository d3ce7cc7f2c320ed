using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Goji.Sandbox.Tests;

/// <summary>What the cluster answered.</summary>
public sealed record Answer(int Code, string Text, HttpResponseHeaders Headers)
{
    public JsonObject Body => JsonNode.Parse(Text)!.AsObject();

    public string Reason => (string?)Body["reason"] ?? "";

    public string Message => (string?)Body["message"] ?? "";
}
