using Goji.Kubernetes;
using Goji.Kubernetes.Api;
using Goji.Ports;
using Goji.Sandbox;
using Goji.Tests.Git;
using Microsoft.Extensions.Time.Testing;

namespace Goji.Tests.Kubernetes;

public sealed class ClusterCheckTests : IDisposable
{
    private readonly SandboxCluster sandbox = new();
    private readonly FakeTimeProvider clock = new();
    private readonly ClusterCheck check;
    private int opened;

    public ClusterCheckTests() => check = new(Open, clock);

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task One_connection_is_kept_for_some_minutes()
    {
        for (var minute = 0; minute < 4; minute++)
        {
            await check.RunAsync(CancellationToken.None);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, opened);
        clock.Advance(TimeSpan.FromMinutes(2));
        await check.RunAsync(CancellationToken.None);
        Assert.Equal(2, opened);
    }

    [Fact]
    public async Task After_a_failure_the_configuration_is_read_again()
    {
        sandbox.Faults.IsDown = true;
        await Assert.ThrowsAsync<ClusterException>(() => check.RunAsync(CancellationToken.None));
        sandbox.Faults.Clear();

        await check.RunAsync(CancellationToken.None);

        Assert.Equal(2, opened);
    }

    private KubernetesCluster Open()
    {
        opened++;
        return new(new HandlerTransport(sandbox.CreateHandler(), new Uri("http://sandbox/")), null, new RecordedLog(), TimeProvider.System, new() { MaxAttempts = 1 });
    }
}
