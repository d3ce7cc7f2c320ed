using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Validation;

/// <summary>What a pod template has to keep to, as far as manifests of Jobs go wrong in practice.</summary>
internal static class PodTemplateValidation
{
    private const string Path = "spec.template.spec";

    public static void Check(JsonObject template, List<FieldError> errors)
    {
        // The server leaves "metadata" out of these two paths.
        MetadataValidation.Labels(template.Object("metadata"), "spec.template.labels", errors);
        MetadataValidation.Annotations(template.Object("metadata"), "spec.template.annotations", errors);

        var spec = template.Child("spec");
        var volumes = VolumeValidation.Check(spec, $"{Path}.volumes", errors);
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (spec.Array("containers") is not { Count: > 0 })
        {
            errors.Add(FieldError.Required($"{Path}.containers"));
        }

        Containers(spec, "containers", volumes, names, errors);
        Containers(spec, "initContainers", volumes, names, errors);
        Choice(spec, "restartPolicy", errors, "Always", "OnFailure", "Never");
        Choice(spec, "dnsPolicy", errors, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        foreach (var (key, value) in spec.TextMap("nodeSelector"))
        {
            MetadataValidation.Add(errors, $"{Path}.nodeSelector", key, NameRules.QualifiedName(key));
            MetadataValidation.Add(errors, $"{Path}.nodeSelector", value, NameRules.LabelValue(value));
        }

        Name(spec, "serviceAccountName", NameRules.Subdomain, errors);
        Name(spec, "nodeName", NameRules.Subdomain, errors);
        Name(spec, "hostname", NameRules.Label, errors);
        Name(spec, "subdomain", NameRules.Label, errors);
        Name(spec, "priorityClassName", NameRules.Subdomain, errors);
        NotNegative(spec, errors);
    }

    private static void Containers(
        JsonObject spec,
        string list,
        IReadOnlySet<string> volumes,
        HashSet<string> names,
        List<FieldError> errors)
    {
        var index = 0;
        foreach (var container in spec.Objects(list))
        {
            ContainerValidation.Check(container, $"{Path}.{list}[{index++}]", volumes, names, errors);
        }
    }

    private static void Choice(JsonObject spec, string name, List<FieldError> errors, params string[] supported)
    {
        if (spec.Text(name) is { Length: > 0 } value && !supported.Contains(value))
        {
            errors.Add(FieldError.NotSupported($"{Path}.{name}", value, supported));
        }
    }

    private static void Name(JsonObject spec, string field, Func<string, IEnumerable<string>> rule, List<FieldError> errors)
    {
        if (spec.Text(field) is { Length: > 0 } value)
        {
            MetadataValidation.Add(errors, $"{Path}.{field}", value, rule(value));
        }
    }

    private static void NotNegative(JsonObject spec, List<FieldError> errors)
    {
        if (spec.Long("terminationGracePeriodSeconds") is < 0 and { } grace)
        {
            errors.Add(
                FieldError.Invalid($"{Path}.terminationGracePeriodSeconds", JsonValue.Create(grace), "must be greater than or equal to 0"));
        }

        if (spec.Long("activeDeadlineSeconds") is < 1 and { } deadline)
        {
            errors.Add(
                FieldError.Invalid(
                    $"{Path}.activeDeadlineSeconds",
                    JsonValue.Create(deadline),
                    "must be between 1 and 2147483647, inclusive"));
        }
    }
}
