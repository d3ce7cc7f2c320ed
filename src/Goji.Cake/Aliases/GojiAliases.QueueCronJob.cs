using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;
using Goji.Cake.Running;

namespace Goji.Cake;

public static partial class GojiAliases
{
    /// <summary>
    /// Queues a Job of a CronJob's template, as <c>kubectl create job --from=cronjob/…</c> makes it.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="cronJob">The file of the CronJob, or <c>namespace/name</c> of one in the cluster.</param>
    /// <returns>The job.</returns>
    /// <exception cref="CakeException">
    /// There is no such CronJob, its Job would be refused, its name is taken, or the repository could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Backup-Now")
    ///     .Does(() => GojiQueueCronJob("shop/backup"));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Queue")]
    [CakeNamespaceImport("Goji")]
    public static JobReport GojiQueueCronJob(this ICakeContext context, string cronJob) =>
        context.GojiQueueCronJob(cronJob, new GojiSettings());

    /// <summary>
    /// Queues a Job of a CronJob's template, as <c>kubectl create job --from=cronjob/…</c> makes it, with these settings.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="cronJob">The file of the CronJob, or <c>namespace/name</c> of one in the cluster.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>The job.</returns>
    /// <exception cref="CakeException">
    /// There is no such CronJob, its Job would be refused, its name is taken, or the repository could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Backup-Offline")
    ///     .Does(() => GojiQueueCronJob("./deploy/backup.yaml", new GojiSettings { Offline = true }));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Queue")]
    [CakeNamespaceImport("Goji")]
    public static JobReport GojiQueueCronJob(this ICakeContext context, string cronJob, GojiSettings settings) =>
        context.GojiQueueCronJob(cronJob, new QueueOptions(), settings);

    /// <summary>
    /// Queues a Job of a CronJob's template, as <c>kubectl create job --from=cronjob/…</c> makes it, with these settings.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="cronJob">The file of the CronJob, or <c>namespace/name</c> of one in the cluster.</param>
    /// <param name="configure">Sets the settings.</param>
    /// <returns>The job.</returns>
    /// <exception cref="CakeException">
    /// There is no such CronJob, its Job would be refused, its name is taken, or the repository could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Backup-Of-The-Shop")
    ///     .Does(() => GojiQueueCronJob("./deploy/backup.yaml", settings => settings.Namespace = "shop"));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Queue")]
    [CakeNamespaceImport("Goji")]
    public static JobReport GojiQueueCronJob(this ICakeContext context, string cronJob, Action<GojiSettings> configure) =>
        context.GojiQueueCronJob(cronJob, GojiSettings.From(configure));

    /// <summary>
    /// Queues a Job of a CronJob's template, as <c>kubectl create job --from=cronjob/…</c> makes it, with these settings.
    /// </summary>
    /// <param name="context">The context.</param>
    /// <param name="cronJob">The file of the CronJob, or <c>namespace/name</c> of one in the cluster.</param>
    /// <param name="queue">How the Job is taken, such as its name.</param>
    /// <param name="settings">The settings.</param>
    /// <returns>The job.</returns>
    /// <exception cref="CakeException">
    /// There is no such CronJob, its Job would be refused, its name is taken, or the repository could not be worked with.
    /// </exception>
    /// <example>
    /// <code>
    /// <![CDATA[
    /// Task("Backup-Before-Upgrade")
    ///     .Does(() => GojiQueueCronJob("shop/backup", new QueueOptions { Name = "backup-before-upgrade" }, new GojiSettings()));
    /// ]]>
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Queue")]
    [CakeNamespaceImport("Goji")]
    public static JobReport GojiQueueCronJob(this ICakeContext context, string cronJob, QueueOptions queue, GojiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(cronJob);
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(settings);
        var file = new FilePath(cronJob).MakeAbsolute(context.Environment);
        var source = file.GetExtension() is ".yaml" or ".yml" or ".json" || context.FileSystem.Exist(file) ? file.FullPath : cronJob;
        return AliasCall.Run(context, settings, (call, token) => call.Runner.QueueCronJobAsync(source, call.Settings.Queue(queue), token));
    }
}
