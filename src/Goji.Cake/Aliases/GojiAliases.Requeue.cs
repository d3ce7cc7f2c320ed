using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;
using Goji.Cake.Running;

namespace Goji.Cake;

public static partial class GojiAliases
{
    /// <summary>
    /// Moves a finished job back to <c>queued/</c>, so that the next pass runs it again.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The job file: its path below the state folder, with the state folder, or on disk.</param>
    /// <returns>The job.</returns>
    /// <exception cref="CakeException">
    /// There is no such file, there are several, it is queued or being processed, or the repository could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Requeue")
    ///     .Does(() => GojiRequeue("failed/migrate.yaml"));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Requeue")]
    [CakeNamespaceImport("Goji")]
    public static JobReport GojiRequeue(this ICakeContext context, FilePath file) => context.GojiRequeue(file, new GojiSettings());

    /// <summary>
    /// Moves a finished job back to <c>queued/</c>, so that the next pass runs it again, with these settings.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The job file: its path below the state folder, with the state folder, or on disk.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>The job.</returns>
    /// <exception cref="CakeException">
    /// There is no such file, there are several, it is queued or being processed, or the repository could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Requeue")
    ///     .Does(() => GojiRequeue("failed/migrate.yaml", new GojiSettings { CommitterName = "release pipeline" }));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Requeue")]
    [CakeNamespaceImport("Goji")]
    public static JobReport GojiRequeue(this ICakeContext context, FilePath file, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(settings);
        return AliasCall.Run(context, settings, (call, token) => call.Runner.RequeueAsync(file.FullPath, token));
    }

    /// <summary>
    /// Moves a finished job back to <c>queued/</c>, so that the next pass runs it again, with these settings.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The job file: its path below the state folder, with the state folder, or on disk.</param>
    /// <param name="configure">Sets the settings.</param>
    /// <returns>The job.</returns>
    /// <exception cref="CakeException">
    /// There is no such file, there are several, it is queued or being processed, or the repository could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Requeue")
    ///     .Does(() => GojiRequeue("failed/migrate.yaml", settings => settings.CommitterName = "release pipeline"));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Requeue")]
    [CakeNamespaceImport("Goji")]
    public static JobReport GojiRequeue(this ICakeContext context, FilePath file, Action<GojiSettings> configure) =>
        context.GojiRequeue(file, GojiSettings.From(configure));
}
