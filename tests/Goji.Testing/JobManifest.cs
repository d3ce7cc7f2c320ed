namespace Goji.Testing;

/// <summary>The manifest of a Job for the sandbox.</summary>
public static class JobManifest
{
    /// <param name="name">The name of the Job.</param>
    /// <param name="result">How its pod ends.</param>
    /// <param name="spec">More lines of the spec, the further ones indented as in the result.</param>
    /// <param name="metadata">More lines of the metadata, likewise.</param>
    /// <param name="seconds">How long its pod runs.</param>
    public static string Of(string name, string result = "success", string spec = "", string metadata = "", int seconds = 1) =>
        $$"""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {{name}}
          {{metadata}}
        spec:
          backoffLimit: 0
          {{spec}}
          template:
            metadata:
              annotations:
                sandbox.goji.run/seconds: "{{seconds}}"
                sandbox.goji.run/result: "{{result}}"
            spec:
              restartPolicy: Never
              containers:
              - name: main
                image: busybox
        """;
}
