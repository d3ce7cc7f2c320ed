using Cake.Core;
using Goji.Testing;

namespace Goji.Cake.Tests;

public sealed class SandboxConnectionTests : IDisposable
{
    private readonly TemporaryDirectory script = new();
    private readonly TestContext context = new();
    private readonly GojiSettings settings = new() { Sandbox = true, BuildSystem = false };

    public SandboxConnectionTests()
    {
        context.Environment.WorkingDirectory = script.Path;
        File.WriteAllText(script["job.yaml"], "{apiVersion: batch/v1, kind: Job, metadata: {name: job}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: busybox}]}}}}");
    }

    [Fact]
    public void An_alias_without_cluster_requests_does_not_open_the_sandbox()
    {
        settings.Offline = true;
        context.GojiInit(settings);
        context.GojiQueue("job.yaml", settings);

        Assert.False(File.Exists(script["jobs/.git/goji/sandbox.json"]));
        Assert.DoesNotContain(context.Log.Lines, line => line.Text.Contains("sandbox", StringComparison.Ordinal));
    }

    [Fact]
    public void The_log_names_the_sandbox_at_the_first_request()
    {
        context.GojiInit(settings);

        context.GojiQueue("job.yaml", settings);

        var state = new global::Cake.Core.IO.DirectoryPath(script.Path).FullPath + "/jobs/.git/goji/sandbox.json";
        Assert.Single(context.Log.Lines, line => line.Text == $"This is the embedded sandbox, not a cluster: no container runs. Its state is in '{state}'.");
    }

    [Fact]
    public void An_unusable_state_file_is_named()
    {
        context.GojiInit(settings);
        context.GojiQueue("job.yaml", settings);
        settings.SandboxState = "job.yaml/state";

        var thrown = Assert.Throws<CakeException>(() => context.GojiProcess(settings));

        Assert.StartsWith("The sandbox cannot use its state file '", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("job.yaml/state': ", thrown.Message, StringComparison.Ordinal);
    }

    public void Dispose() => script.Dispose();
}
