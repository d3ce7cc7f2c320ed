namespace Goji.Cake.Tests.Scripts;

/// <summary>Manifests of Jobs that the sandbox ends at once.</summary>
internal static class QuickJob
{
    public static string Manifest(string name, string result = "success", string spec = "") =>
        $$"""
        apiVersion: batch/v1
        kind: Job
        metadata: {name: {{name}}}
        spec:
          backoffLimit: 0
          {{spec}}
          template:
            metadata:
              annotations: {sandbox.goji.run/seconds: "0", sandbox.goji.run/result: {{result}}}
            spec:
              restartPolicy: Never
              containers: [{name: main, image: busybox}]
        """;
}
