using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Manifests.Rules;
using Goji.Model;

namespace Goji.Manifests;

/// <summary>Reads the few fields of a resource that Goji itself needs, and finds what is wrong with them.</summary>
internal sealed class ManifestFields(string path, ManifestEntry entry, List<ManifestFinding> findings)
{
    /// <summary>A TTL that the server would take; any other is left where it is for the server to refuse.</summary>
    public static int? Ttl(JsonObject body)
        => body["spec"] is JsonObject spec
            && spec["ttlSecondsAfterFinished"] is JsonValue value
            && value.GetValueKind() == JsonValueKind.Number
            && int.TryParse(value.ToJsonString(), out var seconds)
            && seconds >= 0
            ? seconds
            : null;

    public string? Required(JsonObject body, string key)
    {
        var text = Text(body, key, key);
        if (text == "")
        {
            Find(
                $"The resource has no {key}. "
                    + $"{(key == "kind" ? "A Job begins with apiVersion: batch/v1 and kind: Job." : "A Job's is batch/v1.")}");
        }

        return string.IsNullOrEmpty(text) || IsTemplate(text) ? null : text;
    }

    public JsonObject Mapping(JsonObject body, string key)
    {
        if (body[key] is JsonObject mapping)
        {
            return mapping;
        }

        if (body[key] is not null)
        {
            Find($"The field {key} is no mapping. Indent its fields below '{key}:'.");
        }

        return [];
    }

    public void OptionalMapping(JsonObject metadata, string key)
    {
        if (metadata[key] is not (null or JsonObject))
        {
            Find($"The field metadata.{key} is no mapping. Write it as 'name: value' lines below '{key}:'.");
        }
    }

    public string Namespace(JsonObject metadata, ManifestRules rules)
    {
        var written = Text(metadata, "namespace", "metadata.namespace");
        var place = string.IsNullOrEmpty(written) ? rules.DefaultNamespace ?? "default" : written;
        if (written is null || (written.Length == 0 && rules.DefaultNamespace is null))
        {
            return place;
        }

        if (IsTemplate(place))
        {
            return place;
        }

        if (!KubernetesNames.IsLabel(place))
        {
            Find(
                $"The namespace '{place}' is no valid name: it takes lower-case letters, digits and '-', begins and ends with a letter or "
                    + $"digit, and has 63 characters at most. Correct metadata.namespace.");
        }
        else if (rules.AllowedNamespaces.Count > 0 && !rules.AllowedNamespaces.Contains(place))
        {
            Find(
                $"The namespace '{place}' is not among those that this jobs repository may use, {Quoted.List(rules.AllowedNamespaces)}. "
                    + $"Correct metadata.namespace, or add '{place}' to {SettingNames.Of("AllowedNamespaces")}.");
        }

        return place;
    }

    /// <summary>The name of a resource of another kind than Job.</summary>
    public string? Name(JsonObject metadata)
    {
        var name = Text(metadata, "name", "metadata.name");
        if (name == "")
        {
            Find("The resource has no name. Set metadata.name.");
        }
        else if (name is not null && !IsTemplate(name) && !KubernetesNames.IsPathSegment(name))
        {
            Find($"The name '{name}' is no valid name. Correct metadata.name.");
        }

        return string.IsNullOrEmpty(name) ? null : name;
    }

    /// <summary>
    /// Exactly one of the two, or neither where both are missing or wrong. A name makes the server ignore a generateName.
    /// </summary>
    public (string? Name, string? GenerateName) JobName(JsonObject metadata)
    {
        var name = Text(metadata, "name", "metadata.name");
        var prefix = Text(metadata, "generateName", "metadata.generateName");
        if (name is null || prefix is null)
        {
            return default;
        }

        if (name.Length == 0 && prefix.Length == 0)
        {
            Find("The Job has no name. Set metadata.name, or metadata.generateName for a new name in each attempt.");
            return default;
        }

        if (name.Length == 0)
        {
            return IsName(ManifestJob.FixedName(prefix, "0000000000"), "generateName", prefix) ? (null, prefix) : default;
        }

        return IsName(name, "name", name) ? (name, null) : default;
    }

    /// <summary>Finds images whose name is a template: the API server takes them, and no node can pull them.</summary>
    public void Images()
    {
        var pods = ((entry.Body["spec"] as JsonObject)?["template"] as JsonObject)?["spec"] as JsonObject;
        foreach (var container in ((string[])["initContainers", "containers"]).SelectMany(list => pods?[list] as JsonArray ?? []))
        {
            if ((container as JsonObject)?["image"] is JsonValue value && value.TryGetValue<string>(out var image))
            {
                if (!IsTemplate(image) && image is [.., ':' or '@'])
                {
                    Find($"The image '{image}' ends with '{image[^1]}': its tag or digest is missing, so that it cannot be pulled.");
                }
            }
        }
    }

    /// <summary>Finds what only a Job that was read from a cluster carries.</summary>
    public void ServerFields()
    {
        if (Rules.ServerFields.FindIn(entry.Body) is [_, ..] fields)
        {
            Find(
                $"The Job was read from a cluster and carries what the API server added to that one, which it refuses in a new Job: "
                    + $"{string.Join(", ", fields)}. "
                + $"Queue it without what the server added: goji queue --clean {path[(path.LastIndexOf('/') + 1)..]}");
        }
    }

    /// <summary>
    /// Finds templates in fields that hold no free text: the API server takes none of these values, or makes nothing of them.
    /// </summary>
    public void Templates()
    {
        if (FieldTemplates.FindIn(entry.Body) is var (field, tag))
        {
            Find($"{TemplateTags.Explain(path, tag)} (field {field})");
        }
    }

    /// <summary>Finds that a value is a template.</summary>
    private bool IsTemplate(string value)
    {
        if (TemplateTags.InName(value) is { } tag)
        {
            Find(TemplateTags.Explain(path, tag));
            return true;
        }

        return false;
    }

    private bool IsName(string name, string field, string written)
    {
        if (IsTemplate(written))
        {
            return false;
        }

        if (name.Length > KubernetesNames.MaxJobName)
        {
            Find(
                $"The name '{written}' has {name.Length} characters. A Job's pods carry its name as a label, which takes "
                    + $"{KubernetesNames.MaxJobName} at most. Shorten metadata.{field}.");
            return false;
        }

        if (!KubernetesNames.IsSubdomain(name))
        {
            Find(
                $"The {field} '{written}' is no valid name for a Job: it takes lower-case letters, digits, '-' and '.', and begins and "
                    + $"ends with a letter or digit. Correct metadata.{field}.");
            return false;
        }

        return true;
    }

    // Empty where there is none, null where it is something else than text, which is then a finding.
    private string? Text(JsonObject source, string key, string field)
    {
        switch (source[key])
        {
            case null:
                return "";
            case JsonValue value when value.TryGetValue<string>(out var text):
                return text;
            case var other:
                Find(
                    $"The field {field} is {(other is JsonValue ? other.ToJsonString() : "no text")}, which is not text. Put it in quotes, "
                        + $"or correct it.");
                return null;
        }
    }

    private void Find(string text) => findings.Add(entry.Finding(text));
}
