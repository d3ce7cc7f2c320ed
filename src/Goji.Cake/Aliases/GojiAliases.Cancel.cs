using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;
using Goji.Cake.Running;

namespace Goji.Cake;

public static partial class GojiAliases
{
    /// <summary>Cancels a job: its Jobs are deleted, and its file moves to <c>failed/</c> with the reason <c>Cancelled</c>.</summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The job file: its path below the state folder, with the state folder, or on disk; or a pattern such as
    /// <c>team-a/*</c>.</param>
    /// <returns>The jobs with their states. One that is still processing is being cancelled.</returns>
    /// <exception cref="CakeException">There is no such job, or the repository or the cluster could not be worked with.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Cancel")
    ///     .Does(() => GojiCancel("migrate.yaml"));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Cancel")]
    [CakeNamespaceImport("Goji")]
    public static GojiReport GojiCancel(this ICakeContext context, FilePath file) => context.GojiCancel(file, new GojiSettings());

    /// <summary>
    /// Cancels a job with these settings: its Jobs are deleted, and its file moves to <c>failed/</c> with the reason <c>Cancelled</c>.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The job file: its path below the state folder, with the state folder, or on disk; or a pattern such as
    /// <c>team-a/*</c>.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>The jobs with their states. One that is still processing is being cancelled.</returns>
    /// <exception cref="CakeException">There is no such job, or the repository or the cluster could not be worked with.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Cancel")
    ///     .Does(() => GojiCancel("migrate.yaml", new GojiSettings { CancelReason = "wrong database" }));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Cancel")]
    [CakeNamespaceImport("Goji")]
    public static GojiReport GojiCancel(this ICakeContext context, FilePath file, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(file);
        return context.GojiCancel([file], settings);
    }

    /// <summary>
    /// Cancels a job with these settings: its Jobs are deleted, and its file moves to <c>failed/</c> with the reason <c>Cancelled</c>.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="file">The job file: its path below the state folder, with the state folder, or on disk; or a pattern such as
    /// <c>team-a/*</c>.</param>
    /// <param name="configure">Sets the settings.</param>
    /// <returns>The jobs with their states. One that is still processing is being cancelled.</returns>
    /// <exception cref="CakeException">There is no such job, or the repository or the cluster could not be worked with.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Cancel")
    ///     .Does(() => GojiCancel("migrate.yaml", settings => settings.RequestOnly = true));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Cancel")]
    [CakeNamespaceImport("Goji")]
    public static GojiReport GojiCancel(this ICakeContext context, FilePath file, Action<GojiSettings> configure) =>
        context.GojiCancel(file, GojiSettings.From(configure));

    /// <summary>Cancels several jobs with these settings. All of them are requested in one commit.</summary>
    /// <param name="context">The context.</param>
    /// <param name="files">The job files, each as a path or a pattern.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>The jobs with their states. One that is still processing is being cancelled.</returns>
    /// <exception cref="CakeException">One of them matches no job, or the repository or the cluster could not be worked with.</exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Cancel")
    ///     .Does(() => GojiCancel(new FilePath[] { "migrate.yaml", "team-a/*" }, new GojiSettings { CancelReason = "release stopped" }));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Cancel")]
    [CakeNamespaceImport("Goji")]
    public static GojiReport GojiCancel(this ICakeContext context, IEnumerable<FilePath> files, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(settings);
        return AliasCall.Run(
            context, settings, (call, token) => call.Runner.CancelAsync(files.Select(file => file.FullPath), call.Settings.Cancel, token));
    }
}
