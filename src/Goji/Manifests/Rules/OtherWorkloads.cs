namespace Goji.Manifests.Rules;

/// <summary>The kinds that run pods, as Jobs do, and that Goji does not follow to their end.</summary>
internal static class OtherWorkloads
{
    private const string Elsewhere = "Apply it by other means.";

    // Volcano has a kind that is called Job too. A Job of batch/v1 never gets here.
    private static readonly HashSet<string> Kinds =
    [
        "Pod", "Job", "CronJob", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "JobSet",
        "LeaderWorkerSet", "AppWrapper",
        "MPIJob", "PyTorchJob", "TFJob", "XGBoostJob", "PaddleJob", "JAXJob", "MXJob", "TrainJob", "RayJob", "RayCluster", "RayService",
        "Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow", "SparkApplication", "ScheduledSparkApplication",
        "FlinkDeployment", "FlinkSessionJob",
        "Task", "TaskRun", "Pipeline", "PipelineRun", "ScaledJob", "DaskJob", "DaskCluster", "NotebookJob", "TestRun", "K6",
    ];

    public static bool Has(string kind) => Kinds.Contains(kind);

    /// <summary>What to do about a resource.</summary>
    public static string Remedy(string apiVersion, string kind) => kind == "Pod" && apiVersion == "v1"
        ? "To run a Pod once, write it as the spec.template of a Job."
        : Elsewhere;

    /// <summary>What to do about a file without a Job.</summary>
    public static string Remedy(IReadOnlyCollection<(string ApiVersion, string Kind)> kinds) =>
        kinds.Count == 1 ? Remedy(kinds.First().ApiVersion, kinds.First().Kind) : "Apply the file by other means.";
}
