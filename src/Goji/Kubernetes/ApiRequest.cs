namespace Goji.Kubernetes;

/// <summary>One request to the API server, which may be sent several times.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query, relative to the server's address.</param>
/// <param name="Purpose">What the request is for, as an infinitive: <c>read Job 'default/x'</c>.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path, string Purpose)
{
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";
}
