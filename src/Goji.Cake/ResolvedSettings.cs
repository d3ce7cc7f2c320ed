using Cake.Core;
using Cake.Core.IO;

namespace Goji.Cake;

/// <summary>The settings of one call: what the script sets, else Cake's configuration, else the environment, else the library's default.</summary>
internal sealed record ResolvedSettings(GojiOptions Options, PruneOptions Prune, FilePath? SandboxState, GojiFailBuildOn FailBuildOn)
{
    public static ResolvedSettings From(ICakeContext context, GojiSettings settings)
    {
        var configured = new ConfiguredValues(context.Configuration);
        var environment = context.Environment;
        var defaults = new GojiOptions();

        var directory = (settings.Directory ?? configured.Directory(nameof(settings.Directory)) ?? defaults.Directory).MakeAbsolute(environment);
        var options = new GojiOptions
        {
            Directory = directory.FullPath,
            Repository = settings.Repository ?? configured.Text(nameof(settings.Repository)) ?? Variable("GIT_REPOSITORY"),
            Branch = settings.Branch ?? configured.Text(nameof(settings.Branch)),
            Username = settings.Username ?? configured.Text(nameof(settings.Username)) ?? Variable("GIT_USERNAME"),
            Password = settings.Password ?? configured.Text(nameof(settings.Password)) ?? Variable("GIT_PASSWORD"),
            CommitterName = settings.CommitterName ?? configured.Text(nameof(settings.CommitterName)) ?? defaults.CommitterName,
            CommitterEmail = settings.CommitterEmail ?? configured.Text(nameof(settings.CommitterEmail)) ?? defaults.CommitterEmail,
            SkipCi = settings.SkipCi ?? configured.Switch(nameof(settings.SkipCi)) ?? defaults.SkipCi,
            Sparse = settings.Sparse ?? configured.Switch(nameof(settings.Sparse)) ?? defaults.Sparse,

            // KUBECONFIG is left to the library: it is a list of files, which only kubectl's own rules put together.
            Kubeconfig = (settings.Kubeconfig ?? configured.File(nameof(settings.Kubeconfig)))?.MakeAbsolute(environment).FullPath,
            Context = settings.Context ?? configured.Text(nameof(settings.Context)),
            Namespace = settings.Namespace ?? configured.Text(nameof(settings.Namespace)),
            AllowedNamespaces = [.. settings.AllowedNamespaces ?? configured.List(nameof(settings.AllowedNamespaces)) ?? defaults.AllowedNamespaces],
            AllowedKinds = [.. settings.AllowedKinds ?? configured.List(nameof(settings.AllowedKinds)) ?? defaults.AllowedKinds],
            Duplicates = settings.Duplicates ?? configured.OneOf<DuplicatePolicy>(nameof(settings.Duplicates)) ?? defaults.Duplicates,
            QueueFolder = settings.QueueFolder ?? configured.Text(nameof(settings.QueueFolder)),
            MaxProcessing = settings.MaxProcessing ?? configured.Number(nameof(settings.MaxProcessing)) ?? defaults.MaxProcessing,
            Parallelism = settings.Parallelism ?? configured.Number(nameof(settings.Parallelism)) ?? defaults.Parallelism,
            Wait = settings.Wait ?? configured.Time(nameof(settings.Wait)) ?? defaults.Wait,
            WaitFor = [.. settings.WaitFor ?? configured.List(nameof(settings.WaitFor)) ?? defaults.WaitFor],
            FailStuckAfter = settings.FailStuckAfter ?? configured.Time(nameof(settings.FailStuckAfter)) ?? defaults.FailStuckAfter,
            PollInterval = settings.PollInterval ?? configured.Time(nameof(settings.PollInterval)) ?? defaults.PollInterval,
            DryRun = settings.DryRun ?? configured.Switch(nameof(settings.DryRun)) ?? defaults.DryRun,
            LogLines = settings.LogLines ?? configured.Number(nameof(settings.LogLines)) ?? defaults.LogLines,
        };

        var prune = new PruneOptions
        {
            KeepNewest = settings.KeepNewest ?? configured.Number(nameof(settings.KeepNewest)),
            KeepFor = settings.KeepFor ?? configured.Time(nameof(settings.KeepFor)),
            States = [.. settings.PruneStates ?? configured.ListOf<JobState>(nameof(settings.PruneStates)) ?? new PruneOptions().States],
        };

        var sandbox = settings.Sandbox ?? configured.Switch(nameof(settings.Sandbox)) ?? false;
        var state = settings.SandboxState ?? configured.File(nameof(settings.SandboxState)) ?? directory.CombineWithFilePath(".git/goji/sandbox.json");
        var failBuildOn = settings.FailBuildOn ?? configured.OneOf<GojiFailBuildOn>(nameof(settings.FailBuildOn)) ?? GojiFailBuildOn.Nothing;
        return new ResolvedSettings(options, prune, sandbox ? state.MakeAbsolute(environment) : null, failBuildOn);

        string? Variable(string name) => environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
    }
}
