namespace Goji.Tests.Logs;

/// <summary>The pod of the Job with the UID <c>6f</c>, whose container has ended.</summary>
internal static class EndedPod
{
    /// <summary>The list of the Job's pods, as the API server returns it.</summary>
    public const string List = """
        {"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{
          "metadata":{"name":"a-1","uid":"7a","labels":{"batch.kubernetes.io/controller-uid":"6f"}},
          "spec":{"restartPolicy":"Never","containers":[{"name":"main"}]},
          "status":{"phase":"Succeeded","containerStatuses":[{"name":"main","restartCount":0,"state":{"terminated":{"exitCode":0}}}]}}]}
        """;
}
