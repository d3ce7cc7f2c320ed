using Cake.Core;
using Cake.Core.Annotations;
using Goji.Cake.Running;

namespace Goji.Cake;

public static partial class GojiAliases
{
    /// <summary>
    /// Removes finished jobs from the jobs repository, by the settings in Cake's configuration. The git history keeps them.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="CakeException">
    /// Neither <see cref="GojiSettings.KeepNewest"/> nor <see cref="GojiSettings.KeepFor"/> is configured, or the repository could not be
    /// worked with.
    /// </exception>
    /// <example>
    /// With <c>[Goji] KeepFor=720h</c> in cake.config:
    /// <code>
    /// <![CDATA[
    /// Task("Prune")
    ///     .Does(() => GojiPrune());
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Prune")]
    [CakeNamespaceImport("Goji")]
    public static PruneReport GojiPrune(this ICakeContext context) => context.GojiPrune(new GojiSettings());

    /// <summary>
    /// Removes finished jobs from the jobs repository, with their run records, in one commit, so that the repository stays quick for years.
    /// The git history keeps them. What is queued or being processed is never touched.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">The settings. <see cref="GojiSettings.DryRun"/> reports what would be removed.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="CakeException">
    /// Neither <see cref="GojiSettings.KeepNewest"/> nor <see cref="GojiSettings.KeepFor"/> is set, or the repository could not be worked
    /// with.
    /// </exception>
    /// <example>
    /// Keeps what finished in the last 30 days, and of each state the last thousand:
    /// <code>
    /// <![CDATA[
    /// Task("Prune")
    ///     .Does(() => GojiPrune(new GojiSettings { KeepFor = TimeSpan.FromDays(30), KeepNewest = 1000 }));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Prune")]
    [CakeNamespaceImport("Goji")]
    public static PruneReport GojiPrune(this ICakeContext context, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        return AliasCall.Run(context, settings, (call, token) => call.Runner.PruneAsync(call.Settings.Prune, token));
    }

    /// <summary>
    /// Removes finished jobs from the jobs repository, with their run records, in one commit, so that the repository stays quick for years.
    /// The git history keeps them. What is queued or being processed is never touched.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="configure">Sets the settings.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="CakeException">
    /// Neither <see cref="GojiSettings.KeepNewest"/> nor <see cref="GojiSettings.KeepFor"/> is set, or the repository could not be worked
    /// with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Prune")
    ///     .Does(() => GojiPrune(settings => settings.KeepFor = TimeSpan.FromDays(30)));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Prune")]
    [CakeNamespaceImport("Goji")]
    public static PruneReport GojiPrune(this ICakeContext context, Action<GojiSettings> configure) =>
        context.GojiPrune(GojiSettings.From(configure));
}
