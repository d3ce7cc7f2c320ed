using Cake.Core;
using Cake.Core.Annotations;
using Goji.Cake.Reporting;
using Goji.Cake.Running;

namespace Goji.Cake;

public static partial class GojiAliases
{
    /// <summary>
    /// Shows the state of every queued job and of every job that is being processed. Changes nothing anywhere.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="CakeException">The repository or the cluster could not be worked with.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Status")
    ///     .Does(() =>
    /// {
    ///     foreach (JobReport job in GojiStatus().Jobs)
    ///     {
    ///         Information("{0} is {1}. {2}", job.File, job.After, job.Reason);
    ///     }
    /// });
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Status")]
    [CakeNamespaceImport("Goji")]
    public static GojiReport GojiStatus(this ICakeContext context) => context.GojiStatus(new GojiSettings());

    /// <summary>
    /// Shows the state of every queued job and of every job that is being processed, with these settings. Changes nothing anywhere.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="CakeException">The repository or the cluster could not be worked with.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Status")
    ///     .Does(() =>
    /// {
    ///     GojiReport report = GojiStatus(new GojiSettings { Context = "production" });
    ///     Information("{0} jobs are being processed.", report.Processing.Count());
    /// });
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Status")]
    [CakeNamespaceImport("Goji")]
    public static GojiReport GojiStatus(this ICakeContext context, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        return AliasCall.Run(context, settings, async (call, token) => ReportLog.Write(call.Log, await call.Runner.StatusAsync(token)));
    }

    /// <summary>
    /// Shows the state of every queued job and of every job that is being processed, with these settings. Changes nothing anywhere.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="configure">Sets the settings.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="CakeException">The repository or the cluster could not be worked with.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Status")
    ///     .Does(() => Information("{0} jobs are queued.", GojiStatus(settings => settings.Directory = "./jobs").Held.Count()));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Status")]
    [CakeNamespaceImport("Goji")]
    public static GojiReport GojiStatus(this ICakeContext context, Action<GojiSettings> configure) =>
        context.GojiStatus(GojiSettings.From(configure));
}
