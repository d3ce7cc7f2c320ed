using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;
using Goji.Cake.Running;

namespace Goji.Cake;

public static partial class GojiAliases
{
    /// <summary>
    /// Finds what a pass would refuse in manifests, and starts nothing. The API server checks them with a dry run.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="manifests">The manifests, and folders of manifests.</param>
    /// <returns>The findings, warnings only.</returns>
    /// <exception cref="CakeException">A manifest would be refused, or the cluster does not answer.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Check")
    ///     .Does(() => GojiCheck(GetFiles("./deploy/*.yaml")));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Check")]
    [CakeNamespaceImport("Goji")]
    public static CheckReport GojiCheck(this ICakeContext context, IEnumerable<FilePath> manifests) =>
        context.GojiCheck(manifests, new GojiSettings());

    /// <summary>
    /// Finds what a pass would refuse in manifests, as the settings define it, and starts nothing.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="manifests">The manifests, and folders of manifests.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>The findings, warnings only.</returns>
    /// <exception cref="CakeException">A manifest would be refused, or the cluster does not answer.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Check")
    ///     .Does(() => GojiCheck(GetFiles("./deploy/*.yaml"), new GojiSettings { Offline = true }));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Check")]
    [CakeNamespaceImport("Goji")]
    public static CheckReport GojiCheck(this ICakeContext context, IEnumerable<FilePath> manifests, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(settings);
        return AliasCall.Run(context, settings, async (call, token) => FailedCheck.ThrowIf(
            call.Log,
            await call.Runner.CheckAsync(
                manifests.Select(manifest => manifest.MakeAbsolute(context.Environment).FullPath), call.Settings.Check, token)));
    }

    /// <summary>
    /// Finds what a pass would refuse in manifests, as the settings define it, and starts nothing.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="manifests">The manifests, and folders of manifests.</param>
    /// <param name="configure">Sets the settings.</param>
    /// <returns>The findings, warnings only.</returns>
    /// <exception cref="CakeException">A manifest would be refused, or the cluster does not answer.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Check")
    ///     .Does(() => GojiCheck(GetFiles("./deploy/*.yaml"), settings => settings.Offline = true));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Check")]
    [CakeNamespaceImport("Goji")]
    public static CheckReport GojiCheck(this ICakeContext context, IEnumerable<FilePath> manifests, Action<GojiSettings> configure) =>
        context.GojiCheck(manifests, GojiSettings.From(configure));
}
