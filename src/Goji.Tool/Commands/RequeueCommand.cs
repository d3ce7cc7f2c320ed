using System.CommandLine;
using Goji.Settings;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class RequeueCommand() : JobsCommand(
    "requeue",
    "Move finished jobs back to queued/. The next pass starts a new attempt of each.",
    SettingScope.Requeue,
    new Argument<string[]>("job_file")
    {
        Description = "The jobs: x.yaml, failed/x.yaml, or a path on disk.",
        Arity = ArgumentArity.OneOrMore,
    })
{
    protected override async Task<IReadOnlyList<JobReport>> WorkAsync(
        GojiRunner runner, string item, Invocation invocation, CancellationToken cancellationToken) => [await runner.RequeueAsync(
            item, cancellationToken)];
}
