using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Defaults;

internal static class PodSpecDefaults
{
    private static readonly string[] ProbeNames = ["livenessProbe", "readinessProbe", "startupProbe"];

    public static void Apply(JsonObject spec)
    {
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("restartPolicy", "Always");
        spec.Default("schedulerName", "default-scheduler");
        spec.Default("securityContext", new JsonObject());
        spec.Default("terminationGracePeriodSeconds", 30L);
        if ((spec.Text("serviceAccountName") ?? spec.Text("serviceAccount")) is { Length: > 0 } account)
        {
            spec["serviceAccountName"] = account;
            spec["serviceAccount"] = account;
        }

        var usesHostNetwork = spec.Flag("hostNetwork") == true;
        foreach (var container in spec.Objects("initContainers").Concat(spec.Objects("containers")))
        {
            ApplyToContainer(container, usesHostNetwork);
        }

        foreach (var volume in spec.Objects("volumes"))
        {
            VolumeDefaults.Apply(volume);
        }
    }

    private static void ApplyToContainer(JsonObject container, bool usesHostNetwork)
    {
        container.Default("imagePullPolicy", PullPolicy(container.Text("image") ?? ""));
        container.Default("resources", new JsonObject());
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        foreach (var port in container.Objects("ports"))
        {
            port.Default("protocol", "TCP");
            if (usesHostNetwork && port["containerPort"] is { } number)
            {
                port.Default("hostPort", number.DeepClone());
            }
        }

        foreach (var variable in container.Objects("env"))
        {
            variable.Object("valueFrom").Object("fieldRef")?.Default("apiVersion", "v1");
        }

        foreach (var probe in ProbeNames.Select(name => container.Object(name)).OfType<JsonObject>())
        {
            ApplyToProbe(probe);
        }

        var resources = container.Child("resources");
        foreach (var (name, limit) in resources.Object("limits") ?? [])
        {
            resources.Child("requests").Default(name, limit!.DeepClone());
        }
    }

    private static void ApplyToProbe(JsonObject probe)
    {
        probe.Default("timeoutSeconds", 1L);
        probe.Default("periodSeconds", 10L);
        probe.Default("successThreshold", 1L);
        probe.Default("failureThreshold", 3L);
        if (probe.Object("httpGet") is { } get)
        {
            get.Default("path", "/");
            get.Default("scheme", "HTTP");
        }
    }

    // An image without a tag, or tagged "latest", is pulled anew each time.
    private static string PullPolicy(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.Contains('@') || (name.Contains(':') && !name.EndsWith(":latest", StringComparison.Ordinal))
            ? "IfNotPresent"
            : "Always";
    }
}
