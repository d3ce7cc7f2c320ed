using Cake.Core;
using Cake.Core.IO;
using Goji.Cake.Reporting;
using Goji.Settings;
using Goji.Settings.Sources;
using Goji.Settings.Values;

namespace Goji.Cake.Configuration;

/// <summary>
/// The settings of one call: what the script sets, else Cake's configuration, else the environment, else the configuration file, else the
/// default.
/// </summary>
internal sealed record ResolvedSettings(
    GojiOptions Options, PruneOptions Prune, FilePath? SandboxState, GojiFailBuildOn FailBuildOn, bool BuildSystem, ReportPaths Reports,
    CheckOptions Check, CancelOptions Cancel)
{
    /// <exception cref="GojiUsageException">
    /// Settings are wrong, or the configuration file cannot be read. The message names every mistake.
    /// </exception>
    public static ResolvedSettings From(ICakeContext context, GojiSettings settings)
    {
        var values = Values(context, settings);
        var unknown = new UnknownVariables(context.Environment.GetEnvironmentVariables().Keys);
        foreach (var problem in ((string?[])[unknown.Misspelt, unknown.MisspeltOfCake]).OfType<string>())
        {
            values.Add(problem);
        }

        var options = values.Options(SettingScope.Addin);
        var folder = new DirectoryPath(options.Directory).MakeAbsolute(context.Environment);
        options.Directory = folder.FullPath;
        var prune = new PruneOptions
        {
            KeepNewest = values.Get(SettingTable.KeepNewest),
            KeepFor = values.Get(SettingTable.KeepFor),
            States = [.. values.Get(SettingTable.PruneStates)],
        };
        var state = values.Get(SettingTable.SandboxState) ?? SandboxStateFile.DefaultIn(folder.FullPath);
        var resolved = new ResolvedSettings(
            options,
            prune,
            values.Get(SettingTable.Sandbox) ? state : null,
            FailBuildOnOf(values.Get(SettingTable.FailOn)),
            values.Get(SettingTable.BuildSystem),
            new(
                FileOf(values.Get(SettingTable.JsonReport)),
                FileOf(values.Get(SettingTable.JUnitReport)),
                FileOf(values.Get(SettingTable.HtmlReport)))
            {
                Logs = options.LogFolder is { } logs ? new DirectoryPath(logs).MakeAbsolute(context.Environment) : null,
            },
            new() { Offline = values.Get(SettingTable.Offline), ChangedSince = values.Get(SettingTable.ChangedSince) },
            new() { Reason = values.Get(SettingTable.CancelReason), RequestOnly = values.Get(SettingTable.RequestOnly) });
        values.ThrowIfWrong();
        return resolved;
    }

    /// <summary>The options of one manifest, offline where they or the settings ask for it.</summary>
    public QueueOptions Queue(QueueOptions queue) =>
        new()
        {
            Name = queue.Name,
            Split = queue.Split,
            Clean = queue.Clean,
            Hooks = queue.Hooks,
            Offline = queue.Offline || Check.Offline,
        };

    private static SettingValues Values(ICakeContext context, GojiSettings settings)
    {
        ISettingSource[] sources =
        [
            new ScriptSource(settings, context.Environment),
            new CakeConfigurationSource(context),
            new VariableSource(
                context.Environment.GetEnvironmentVariable,
                (setting, text) => ScriptPath.Complete(context.Environment, setting, text)),
        ];
        return new SettingValues(sources).Get(SettingTable.Config) is { } file ? new([.. sources, ConfigFile.Read(file)]) : new(sources);
    }

    private static GojiFailBuildOn FailBuildOnOf(IReadOnlyList<FailOn> states) =>
        states.Aggregate(GojiFailBuildOn.Nothing, (all, state) => all | Enum.Parse<GojiFailBuildOn>(state.ToString()));

    private static FilePath? FileOf(string? path) => path is null ? null : new(path);
}
