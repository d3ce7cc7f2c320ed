using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;
using Goji.Cake.Running;

namespace Goji.Cake;

public static partial class GojiAliases
{
    /// <summary>
    /// Shows the logs of the Jobs of a job, running or finished, while their pods exist. Changes nothing anywhere.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The job file: its path below the state folder, with the state folder, or on disk.</param>
    /// <returns>What was shown, and which logs there are none of.</returns>
    /// <exception cref="CakeException">
    /// There is no such job, it ran on another cluster, or the repository or the cluster could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Logs")
    ///     .Does(() => GojiLogs("migrate.yaml"));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Logs")]
    [CakeNamespaceImport("Goji")]
    public static LogsReport GojiLogs(this ICakeContext context, FilePath file) => context.GojiLogs(file, new GojiSettings());

    /// <summary>
    /// Shows the logs of the Jobs of a job, running or finished, while their pods exist, with these settings. Changes nothing anywhere.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The job file: its path below the state folder, with the state folder, or on disk.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>What was shown, and which logs there are none of.</returns>
    /// <exception cref="CakeException">
    /// There is no such job, it ran on another cluster, or the repository or the cluster could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Logs")
    ///     .Does(() => GojiLogs("failed/migrate.yaml", new GojiSettings { Context = "production" }));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Logs")]
    [CakeNamespaceImport("Goji")]
    public static LogsReport GojiLogs(this ICakeContext context, FilePath file, GojiSettings settings) =>
        context.GojiLogs(file, new LogsOptions(), settings);

    /// <summary>
    /// Shows the logs of the Jobs of a job, running or finished, while their pods exist, with these settings. Changes nothing anywhere.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The job file: its path below the state folder, with the state folder, or on disk.</param>
    /// <param name="configure">Sets the settings.</param>
    /// <returns>What was shown, and which logs there are none of.</returns>
    /// <exception cref="CakeException">
    /// There is no such job, it ran on another cluster, or the repository or the cluster could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Logs")
    ///     .Does(() => GojiLogs("failed/migrate.yaml", settings => settings.Context = "production"));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Logs")]
    [CakeNamespaceImport("Goji")]
    public static LogsReport GojiLogs(this ICakeContext context, FilePath file, Action<GojiSettings> configure) =>
        context.GojiLogs(file, GojiSettings.From(configure));

    /// <summary>
    /// Shows the logs of the Jobs of a job, running or finished, while their pods exist, with these options and settings. Changes nothing
    /// anywhere.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The job file: its path below the state folder, with the state folder, or on disk.</param>
    /// <param name="logs">Which lines of which containers.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>What was shown, and which logs there are none of.</returns>
    /// <exception cref="CakeException">
    /// There is no such job, it ran on another cluster, or the repository or the cluster could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Logs")
    ///     .Does(() => GojiLogs("migrate.yaml", new LogsOptions { Tail = 100 }, new GojiSettings()));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Logs")]
    [CakeNamespaceImport("Goji")]
    public static LogsReport GojiLogs(this ICakeContext context, FilePath file, LogsOptions logs, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentNullException.ThrowIfNull(settings);
        return AliasCall.Run(context, settings, (call, token) => call.Runner.LogsAsync(file.FullPath, logs, token));
    }
}
