namespace Goji.Benchmarks.Work;

/// <summary>The API server's Jobs, reached by nothing but an <see cref="HttpClient"/>.</summary>
internal sealed class BareCluster(Arguments arguments) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = new Uri(arguments["address"]) };
    private readonly string jobs = $"apis/batch/v1/namespaces/{arguments["namespace"]}/jobs";

    public async Task CreateAsync(byte[] job, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(job);
        content.Headers.ContentType = new("application/json");
        using var response = await client.PostAsync($"{jobs}?fieldManager=goji&fieldValidation=Strict", content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public Task<byte[]> ListAsync(string query, CancellationToken cancellationToken) => client.GetByteArrayAsync($"{jobs}?{query}", cancellationToken);

    public Task<byte[]> GetAsync(string name, CancellationToken cancellationToken) => client.GetByteArrayAsync($"{jobs}/{name}", cancellationToken);

    public void Dispose() => client.Dispose();
}
