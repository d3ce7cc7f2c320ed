using System.CommandLine;
using Goji.Settings;

namespace Goji.Tool.Commands;

internal sealed class QueueCommand() : JobsCommand(
    "queue",
    "Check manifests as a pass would, add them to queued/, commit and push.",
    SettingTakers.Queue,
    new Argument<string[]>("manifest")
    {
        Description = "The manifest files. The file name becomes the name of the job.",
        Arity = ArgumentArity.OneOrMore,
    })
{
    protected override Task<JobReport> WorkAsync(GojiRunner runner, string file, CancellationToken cancellationToken) =>
        runner.QueueAsync(file, cancellationToken);
}
