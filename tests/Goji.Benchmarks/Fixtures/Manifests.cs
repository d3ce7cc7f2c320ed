using System.Text;

namespace Goji.Benchmarks.Fixtures;

/// <summary>A Job as people write them, of a size that is usual.</summary>
internal static class Manifests
{
    public static string Yaml(string name, int seconds = 3600) =>
        $$"""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {{name}}
          labels:
            app.kubernetes.io/name: import
            app.kubernetes.io/part-of: shop
            team: orders
          annotations:
            description: "Imports the orders of one day into the warehouse"
        spec:
          backoffLimit: 2
          activeDeadlineSeconds: 7200
          template:
            metadata:
              labels:
                team: orders
              annotations:
                sandbox.goji.run/seconds: "{{seconds}}"
            spec:
              restartPolicy: Never
              containers:
              - name: import
                image: registry.example.com/orders/import:1.42.0
                command: ["/bin/import", "--day=2026-11-22", "--verbose"]
                env:
                - name: DATABASE_URL
                  value: postgres://orders.example.com/orders
                - name: BATCH_SIZE
                  value: "500"
                resources:
                  requests:
                    cpu: 100m
                    memory: 128Mi
                  limits:
                    memory: 256Mi

        """;

    /// <summary>The same Job as its create request carries it, with marks like those that Goji adds.</summary>
    public static byte[] Json(string @namespace, string name) => Encoding.UTF8.GetBytes(
        $$$"""
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"{{{name}}}","namespace":"{{{@namespace}}}","labels":{"app.kubernetes.io/name":"import","app.kubernetes.io/part-of":"shop","team":"orders","goji.run/id":"01JD8Z9YHV4T8Q5R7S9T1V3W5X","goji.run/repository":"3f0d3c68-6c3c-4a6c-9d57-0ef6b4a4a4c1","app.kubernetes.io/managed-by":"goji"},"annotations":{"description":"Imports the orders of one day into the warehouse","goji.run/file":"{{{name}}}.yaml","goji.run/repository-url":"/tmp/goji-benchmarks/origin.git"}},"spec":{"backoffLimit":2,"activeDeadlineSeconds":7200,"template":{"metadata":{"labels":{"team":"orders"},"annotations":{"sandbox.goji.run/seconds":"3600"}},"spec":{"restartPolicy":"Never","containers":[{"name":"import","image":"registry.example.com/orders/import:1.42.0","command":["/bin/import","--day=2026-11-22","--verbose"],"env":[{"name":"DATABASE_URL","value":"postgres://orders.example.com/orders"},{"name":"BATCH_SIZE","value":"500"}],"resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"memory":"256Mi"} } } ] } } } }
        """);

    /// <summary>The run record of a job that has finished, in the form in which Goji writes and reads it.</summary>
    public static string Record(string name) =>
        $"""
        attempts:
        - id: "01JD8Z9YHV4T8Q5R7S9T1V3W5X"
          claimedAt: 2026-11-22T12:00:00Z
          claimedBy: build-agent-7, process 4711, pass 0a1b2c3d, https://ci.example.com/jobs/1234
          cluster: "0d2b6a2e-6c26-4b4d-8d4b-4d2a3a0b9c1f"
          jobs:
          - namespace: default
            name: {name}
            uid: "6f0c2a64-1f8e-4c8e-9a53-1f2e3d4c5b6a"
            startedAt: 2026-11-22T12:00:01Z
            finishedAt: 2026-11-22T12:00:31Z
            outcome: Succeeded

        """;
}
