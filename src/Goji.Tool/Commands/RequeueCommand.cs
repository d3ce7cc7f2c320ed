using System.CommandLine;
using Goji.Settings;

namespace Goji.Tool.Commands;

internal sealed class RequeueCommand() : JobsCommand(
    "requeue",
    "Move finished jobs back to queued/. The next pass starts a new attempt of each.",
    SettingTakers.Requeue,
    new Argument<string[]>("job_file")
    {
        Description = "The jobs: x.yaml, failed/x.yaml, or a path on disk.",
        Arity = ArgumentArity.OneOrMore,
    })
{
    protected override Task<JobReport> WorkAsync(GojiRunner runner, string file, CancellationToken cancellationToken) =>
        runner.RequeueAsync(file, cancellationToken);
}
