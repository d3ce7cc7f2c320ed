namespace Goji.Sandbox.Http;

/// <summary>One HTTP request, over a port or in memory.</summary>
internal sealed record ApiRequest(string Method, string Path, ApiQuery Query, string Accept, string ContentType, byte[] Body)
{
    public bool WantsTable => Accept.Contains("as=Table", StringComparison.Ordinal);
}
