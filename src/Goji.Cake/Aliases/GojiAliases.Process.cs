using Cake.Core;
using Cake.Core.Annotations;
using Goji.Cake.Running;

namespace Goji.Cake;

public static partial class GojiAliases
{
    /// <summary>
    /// Starts every queued job, checks every job that is being processed, and moves the files to the state that their jobs are in.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <returns>What the pass found and did.</returns>
    /// <exception cref="CakeException">The repository or the cluster could not be worked with.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Process")
    ///     .Does(() =>
    /// {
    ///     foreach (JobReport job in GojiProcess().Failed)
    ///     {
    ///         Warning("{0}: {1}", job.File, job.Reason);
    ///     }
    /// });
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Process")]
    [CakeNamespaceImport("Goji")]
    public static GojiReport GojiProcess(this ICakeContext context) => context.GojiProcess(new GojiSettings());

    /// <summary>
    /// Starts every queued job, checks every job that is being processed, and moves the files to the state that their jobs are in.
    /// With <see cref="GojiSettings.Wait"/>, checks them again until every job is finished or the time is up.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>What the pass found and did.</returns>
    /// <exception cref="CakeException">
    /// The repository or the cluster could not be worked with, or a job is in a state that <see cref="GojiSettings.FailBuildOn"/> names.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Process")
    ///     .Does(() => GojiProcess(new GojiSettings
    ///     {
    ///         Context = "production",
    ///         AllowedNamespaces = new[] { "migrations" },
    ///         Wait = TimeSpan.FromMinutes(10),
    ///         FailBuildOn = GojiFailBuildOn.Failed | GojiFailBuildOn.Unknown,
    ///     }));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Process")]
    [CakeNamespaceImport("Goji")]
    public static GojiReport GojiProcess(this ICakeContext context, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        return AliasCall.Run(context, settings, async (call, token) =>
        {
            var report = await call.Runner.ProcessAsync(call.Progress, token);
            return FailedBuild.ThrowIf(call.Settings.FailBuildOn, await call.Reporting.ReportAsync(call.Runner, report, token));
        });
    }

    /// <summary>
    /// Starts every queued job, checks every job that is being processed, and moves the files to the state that their jobs are in.
    /// With <see cref="GojiSettings.Wait"/>, checks them again until every job is finished or the time is up.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="configure">Sets the settings.</param>
    /// <returns>What the pass found and did.</returns>
    /// <exception cref="CakeException">
    /// The repository or the cluster could not be worked with, or a job is in a state that <see cref="GojiSettings.FailBuildOn"/> names.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Process")
    ///     .Does(() => GojiProcess(settings => settings.Wait = TimeSpan.FromMinutes(10)));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Process")]
    [CakeNamespaceImport("Goji")]
    public static GojiReport GojiProcess(this ICakeContext context, Action<GojiSettings> configure) =>
        context.GojiProcess(GojiSettings.From(configure));
}
