namespace Goji.Tool.Tests;

/// <summary>Job files for the sandbox.</summary>
internal static class JobFiles
{
    /// <summary>A Job whose pod runs for some time and ends as asked.</summary>
    public static string Job(string name, string result = "success", int seconds = 0) => $$"""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {{name}}
        spec:
          backoffLimit: 0
          template:
            metadata:
              annotations:
                sandbox.goji.run/seconds: "{{seconds}}"
                sandbox.goji.run/result: {{result}}
            spec:
              restartPolicy: Never
              containers:
              - name: main
                image: example/{{name}}:1
                command: ["run"]

        """;
}
