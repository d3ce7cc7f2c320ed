using System.CommandLine;
using Goji.Settings;
using Goji.Tool.Settings;

namespace Goji.Tool.Commands;

internal sealed class QueueCommand : JobsCommand
{
    private const string StandardInput = "-";

    private readonly Option<string[]> cronJobs = new("--from-cronjob")
    {
        Description =
            "Queues a Job of a CronJob's template, as 'kubectl create job --from' makes it: the file of the CronJob, or namespace/name of "
                + "one in the cluster.",
        HelpName = "file|namespace/name",
    };

    private readonly Option<string> name = new("--name")
    {
        Description =
            "The path of the job file below queued/, such as migrate.yaml. Standard input needs one. The Job of a CronJob is named after "
                + "it.",
        HelpName = "name",
    };

    private readonly Option<bool> split = new("--split")
    {
        Description = "Makes a job file of each Job, with the documents that it names, in one commit.",
    };

    private readonly Option<bool> clean = new("--clean")
    {
        Description = "Drops what the API server added to an exported Job, and shows the difference.",
    };

    private readonly Option<bool> hooks = new("--hooks")
    {
        Description =
            "Writes the phases and weights of hooks of Helm and Argo CD as the annotation goji.run/after. Each Job becomes a job file of "
                + "its own.",
    };

    public QueueCommand()
        : base(
            "queue",
            "Check manifests as a pass would, add them to queued/, commit and push. The API server checks them by a dry run; "
                + "if it cannot be reached, there is a warning.",
            SettingScope.Queue,
            new Argument<string[]>("manifest")
            {
                Description = "The manifest files; '-' reads standard input. The file name becomes the name of the job.",
                Arity = ArgumentArity.ZeroOrMore,
            })
    {
        AddOwn(cronJobs, name, split, clean, hooks);
    }

    protected override void Check(GojiOptions options, Invocation invocation)
    {
        var files = base.Items(invocation);
        var sources = invocation.Line.GetValue(cronJobs) ?? [];
        if (files.Count + sources.Length == 0)
        {
            invocation.Values.Add("There is nothing to queue. Name manifests, '-' for standard input, or a CronJob with '--from-cronjob'.");
        }
        else if (files.Count > 0 && sources.Length > 0)
        {
            invocation.Values.Add("Manifests and '--from-cronjob' exclude each other. Queue them one after the other.");
        }

        foreach (var file in files.Where(file => file != StandardInput && !File.Exists(file) && !Directory.Exists(file)))
        {
            invocation.Values.Add($"The manifest '{file}' does not exist.");
        }

        var all = files.Concat(sources).ToList();
        if (all.Count > 1 && invocation.Line.GetValue(name) is not null)
        {
            invocation.Values.Add("'--name' is the name of one job file. Queue the manifests one by one.");
        }

        if (all.Count(item => item == StandardInput) is var inputs and > 0 && (inputs > 1 || IsPasswordFromInput(invocation)))
        {
            invocation.Values.Add(inputs > 1
                ? "Standard input can be read once. Name '-' once."
                : "Standard input is the manifest, and '--password-stdin' reads it too. Set the password in GIT_PASSWORD.");
        }
    }

    private static bool IsPasswordFromInput(Invocation invocation) =>
        invocation.Line.Tokens.Any(token => token.Value == SettingTable.Password.Option);

    protected override IReadOnlyList<string> Items(Invocation invocation) =>
        [.. base.Items(invocation), .. invocation.Line.GetValue(cronJobs) ?? []];

    protected override async Task<IReadOnlyList<JobReport>> WorkAsync(
        GojiRunner runner, string item, Invocation invocation, CancellationToken cancellationToken)
    {
        var line = invocation.Line;
        var queue = new QueueOptions
        {
            Name = line.GetValue(name),
            Split = line.GetValue(split),
            Clean = line.GetValue(clean),
            Hooks = line.GetValue(hooks),
            Offline = invocation.Values.Get(SettingTable.Offline),
        };
        await using var input = item == StandardInput ? invocation.Terminal.OpenInput() : null;
        return line.GetValue(cronJobs) is [_, ..]
            ? [input is null ? await runner.QueueCronJobAsync(item, queue, cancellationToken) : await runner.QueueCronJobAsync(
                input, queue, cancellationToken)]
            : input is null ? await runner.QueueAsync(item, queue, cancellationToken)
            : await runner.QueueAsync(input, queue, cancellationToken);
    }
}
