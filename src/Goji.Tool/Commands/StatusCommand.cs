using Goji.Tool.Output;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class StatusCommand : GojiCommand
{
    private readonly ClusterSettings cluster = new();
    private readonly ManifestSettings manifests = new();
    private readonly PassSettings pass = new();
    private readonly ReportSettings reports = new();

    public StatusCommand()
        : base("status", "Tell how the queued and processing jobs stand, and change nothing.", Enum.GetValues<OutputFormat>())
    {
        AddCommonOptions();
        cluster.AddTo(this);
        manifests.AddTo(this);
        pass.AddTo(this);
        reports.AddTo(this);
    }

    protected override void Apply(GojiOptions options, Invocation invocation)
    {
        cluster.Apply(options, invocation);
        manifests.Apply(options, invocation);
        pass.Apply(options, invocation);
    }

    protected override async Task<int> RunAsync(GojiOptions options, Invocation invocation, CancellationToken cancellationToken)
    {
        return await WithRunnerAsync(cluster, options, invocation, async runner =>
        {
            var report = await runner.StatusAsync(cancellationToken);
            Show(invocation, format => ResultText.Of(report, format));
            await reports.WriteAsync(report, runner, invocation, cancellationToken);
            return ExitCode.Done;
        });
    }
}
