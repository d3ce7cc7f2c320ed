using System.CommandLine;

namespace Goji.Tool.Commands;

internal sealed class QueueCommand() : JobsCommand(
    "queue",
    "Check manifests as a pass would, add them to queued/, commit and push.",
    new Argument<string[]>("manifest")
    {
        Description = "The manifests on disk. The name of each file becomes the job's.",
        Arity = ArgumentArity.OneOrMore,
    })
{
    protected override Task<JobReport> WorkAsync(GojiRunner runner, string file, CancellationToken cancellationToken) =>
        runner.QueueAsync(file, cancellationToken);
}
