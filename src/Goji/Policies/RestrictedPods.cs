using System.Text.Json.Nodes;

namespace Goji.Policies;

/// <summary>What the level restricted of the Pod Security Standards demands beyond baseline.</summary>
internal static class RestrictedPods
{
    private static readonly string[] Volumes =
        ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];

    public static IEnumerable<string> Violations(PodSpec pod)
    {
        foreach (var volume in PodField.Objects(pod.Spec["volumes"]))
        {
            if (volume.Select(field => field.Key)
                .FirstOrDefault(key => key != "name" && key != "hostPath" && !Volumes.Contains(key)) is { } kind)
            {
                yield return $"the volume '{PodField.Text(volume["name"])}' is of the kind {kind}";
            }
        }

        var context = PodField.At(pod.Spec, "securityContext");
        if (IsRoot(PodField.At(context, "runAsUser")))
        {
            yield return "the pod runs as root";
        }

        foreach (var violation in pod.Containers.SelectMany(container => OfContainer(container, context, pod.IsWindows)))
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> OfContainer(PodContainer container, JsonNode? pod, bool isWindows)
    {
        var what = $"container '{container.Name}'";
        if (!PodField.IsTrue(container.Security("runAsNonRoot") ?? PodField.At(pod, "runAsNonRoot")))
        {
            yield return $"{what} does not set runAsNonRoot: true";
        }

        if (IsRoot(container.Security("runAsUser")))
        {
            yield return $"{what} runs as root";
        }

        if (isWindows)
        {
            yield break;
        }

        if (!PodField.IsFalse(container.Security("allowPrivilegeEscalation")))
        {
            yield return $"{what} does not set allowPrivilegeEscalation: false";
        }

        if (PodField.Text(PodField.At(container.Security("seccompProfile") ?? PodField.At(pod, "seccompProfile"), "type"))
            is not ("RuntimeDefault" or "Localhost"))
        {
            yield return $"{what} has no seccompProfile of the type RuntimeDefault or Localhost";
        }

        var capabilities = container.Security("capabilities");
        if (!PodField.Texts(PodField.At(capabilities, "drop")).Contains("ALL"))
        {
            yield return $"{what} does not drop ALL capabilities";
        }

        foreach (var added in PodField.Texts(PodField.At(capabilities, "add")).Where(added => added != "NET_BIND_SERVICE"))
        {
            yield return $"{what} adds the capability '{added}'";
        }
    }

    // Whatever is no number is refused by the API server.
    private static bool IsRoot(JsonNode? user) => user is not null && PodField.IsZero(user);
}
