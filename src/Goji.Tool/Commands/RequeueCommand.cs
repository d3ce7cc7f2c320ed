using System.CommandLine;

namespace Goji.Tool.Commands;

internal sealed class RequeueCommand() : JobsCommand(
    "requeue",
    "Move finished jobs back to queued/. The next pass makes a new attempt of each.",
    new Argument<string[]>("job_file")
    {
        Description = "The jobs: x.yaml, failed/x.yaml, or a path on disk.",
        Arity = ArgumentArity.OneOrMore,
    })
{
    protected override Task<JobReport> WorkAsync(GojiRunner runner, string file, CancellationToken cancellationToken) =>
        runner.RequeueAsync(file, cancellationToken);
}
