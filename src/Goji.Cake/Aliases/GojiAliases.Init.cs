using Cake.Core;
using Cake.Core.Annotations;
using Goji.Cake.Running;

namespace Goji.Cake;

public static partial class GojiAliases
{
    /// <summary>
    /// Clones the jobs repository that <c>GIT_REPOSITORY</c> names into <c>./jobs</c>, or makes a new one there. What is there already is
    /// left unchanged.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="CakeException">The folder is in use for something else, or the repository could not be reached.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Init")
    ///     .Does(() => GojiInit());
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Init")]
    [CakeNamespaceImport("Goji")]
    public static InitReport GojiInit(this ICakeContext context) => context.GojiInit(new GojiSettings());

    /// <summary>
    /// Clones the jobs repository, or makes a new one, with these settings. What is there already is left unchanged.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="CakeException">The folder is in use for something else, or the repository could not be reached.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Init")
    ///     .Does(() => GojiInit(new GojiSettings
    ///     {
    ///         Directory = "./jobs",
    ///         Repository = "git@example.com:team/jobs.git",
    ///     }));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Init")]
    [CakeNamespaceImport("Goji")]
    public static InitReport GojiInit(this ICakeContext context, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        return AliasCall.Run(context, settings, (call, token) => call.Runner.InitAsync(token));
    }

    /// <summary>
    /// Clones the jobs repository, or makes a new one, with these settings. What is there already is left unchanged.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="configure">Sets the settings.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="CakeException">The folder is in use for something else, or the repository could not be reached.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Init")
    ///     .Does(() => GojiInit(settings => settings.Directory = "./jobs"));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Init")]
    [CakeNamespaceImport("Goji")]
    public static InitReport GojiInit(this ICakeContext context, Action<GojiSettings> configure) =>
        context.GojiInit(GojiSettings.From(configure));
}
