using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class StatusCommand : GojiCommand
{
    private readonly ClusterSettings cluster = new();
    private readonly ManifestSettings manifests = new();
    private readonly PassSettings pass = new();

    public StatusCommand()
        : base("status", "Tell how the queued and processing jobs stand, and change nothing.", Enum.GetValues<OutputFormat>())
    {
        AddCommonOptions();
        cluster.AddTo(this);
        manifests.AddTo(this);
        pass.AddTo(this);
    }

    protected override void Apply(GojiOptions options, Invocation invocation)
    {
        cluster.Apply(options, invocation);
        manifests.Apply(options, invocation);
        pass.Apply(options, invocation);
    }

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        var report = await WithRunnerAsync(cluster, options, invocation, runner => runner.StatusAsync(cancellationToken));
        Show(invocation, format => ResultText.Of(report, format));
        return ExitCode.Done;
    }
}
