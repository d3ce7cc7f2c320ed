using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;
using Goji.Cake.Running;

namespace Goji.Cake;

public static partial class GojiAliases
{
    /// <summary>
    /// Checks a manifest as a pass would, and adds it to <c>queued/</c>.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="manifest">The manifest on disk. Its file name becomes the job's name.</param>
    /// <returns>The job.</returns>
    /// <exception cref="CakeException">
    /// The manifest would be refused, its name is taken, or the repository could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Queue")
    ///     .Does(() => GojiQueue("./deploy/migrate.yaml"));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Queue")]
    [CakeNamespaceImport("Goji")]
    public static JobReport GojiQueue(this ICakeContext context, FilePath manifest) => context.GojiQueue(manifest, new GojiSettings());

    /// <summary>
    /// Checks a manifest as a pass would, and adds it to <c>queued/</c>, with these settings.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="manifest">The manifest on disk. Its file name becomes the job's name.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>The job.</returns>
    /// <exception cref="CakeException">
    /// The manifest would be refused, its name is taken, or the repository could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Queue")
    ///     .Does(() => GojiQueue("./deploy/migrate.yaml", new GojiSettings { AllowedKinds = new[] { "ConfigMap" } }));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Queue")]
    [CakeNamespaceImport("Goji")]
    public static JobReport GojiQueue(this ICakeContext context, FilePath manifest, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(settings);
        return context.GojiQueue(manifest, new QueueOptions(), settings)[0];
    }

    /// <summary>
    /// Checks a manifest as a pass would, and adds it to <c>queued/</c>, with these settings.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="manifest">The manifest on disk. Its file name becomes the job's name.</param>
    /// <param name="configure">Sets the settings.</param>
    /// <returns>The job.</returns>
    /// <exception cref="CakeException">
    /// The manifest would be refused, its name is taken, or the repository could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Queue")
    ///     .Does(() => GojiQueue("./deploy/migrate.yaml", settings => settings.Duplicates = DuplicatePolicy.Replace));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Queue")]
    [CakeNamespaceImport("Goji")]
    public static JobReport GojiQueue(this ICakeContext context, FilePath manifest, Action<GojiSettings> configure) =>
        context.GojiQueue(manifest, GojiSettings.From(configure));

    /// <summary>
    /// Checks a manifest as a pass would, makes job files of it as the options ask for, and adds them to <c>queued/</c> in one commit.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="manifest">The manifest on disk.</param>
    /// <param name="queue">How the manifest is taken: its name, whether it is split, cleaned, or ordered by hooks.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>The jobs; at least one.</returns>
    /// <exception cref="CakeException">
    /// The manifest would be refused, its name is taken, or the repository could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Release-Hooks")
    ///     .Does(() => GojiQueue("./rendered.yaml", new QueueOptions { Hooks = true }, new GojiSettings()));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Queue")]
    [CakeNamespaceImport("Goji")]
    public static IReadOnlyList<JobReport> GojiQueue(
        this ICakeContext context, FilePath manifest, QueueOptions queue, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(settings);
        return AliasCall.Run(
            context,
            settings,
            (call, token) => call.Runner.QueueAsync(
                manifest.MakeAbsolute(context.Environment).FullPath, call.Settings.Queue(queue), token));
    }
}
