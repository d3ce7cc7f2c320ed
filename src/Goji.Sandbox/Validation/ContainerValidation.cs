using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Validation;

internal static class ContainerValidation
{
    private const int LastPort = 65535;
    private static readonly string[] KeyReferences = ["configMapKeyRef", "secretKeyRef"];

    public static void Check(
        JsonObject container,
        string path,
        IReadOnlySet<string> volumes,
        HashSet<string> names,
        List<FieldError> errors)
    {
        var name = container.Text("name") ?? "";
        if (name.Length == 0)
        {
            errors.Add(FieldError.Required($"{path}.name"));
        }
        else
        {
            MetadataValidation.Add(errors, $"{path}.name", name, NameRules.Label(name));
            if (!names.Add(name))
            {
                errors.Add(FieldError.Duplicate($"{path}.name", JsonValue.Create(name)));
            }
        }

        var image = container.Text("image") ?? "";
        if (image.Length == 0)
        {
            errors.Add(FieldError.Required($"{path}.image"));
        }
        else if (image.Trim() != image)
        {
            errors.Add(FieldError.Invalid($"{path}.image", JsonValue.Create(image), "must not have leading or trailing whitespace"));
        }

        Ports(container, path, errors);
        Environment(container, path, errors);
        Mounts(container, path, volumes, errors);
        if (container.Text("imagePullPolicy") is { } policy and not ("Always" or "IfNotPresent" or "Never"))
        {
            errors.Add(FieldError.NotSupported($"{path}.imagePullPolicy", policy, "Always", "IfNotPresent", "Never"));
        }

        if (container.Text("terminationMessagePolicy") is { } message and not ("File" or "FallbackToLogsOnError"))
        {
            errors.Add(FieldError.NotSupported($"{path}.terminationMessagePolicy", message, "FallbackToLogsOnError", "File"));
        }

        ResourceValidation.Check(container, $"{path}.resources", errors);
    }

    private static void Ports(JsonObject container, string path, List<FieldError> errors)
    {
        var index = 0;
        foreach (var port in container.Objects("ports"))
        {
            var here = $"{path}.ports[{index++}]";
            if (port.Long("containerPort") is not { } number)
            {
                errors.Add(FieldError.Required($"{here}.containerPort"));
            }
            else if (number is < 1 or > LastPort)
            {
                errors.Add(
                    FieldError.Invalid($"{here}.containerPort", JsonValue.Create(number), $"must be between 1 and {LastPort}, inclusive"));
            }

            if (port.Text("protocol") is { } protocol and not ("TCP" or "UDP" or "SCTP"))
            {
                errors.Add(FieldError.NotSupported($"{here}.protocol", protocol, "SCTP", "TCP", "UDP"));
            }
        }
    }

    private static void Environment(JsonObject container, string path, List<FieldError> errors)
    {
        var index = 0;
        foreach (var variable in container.Objects("env"))
        {
            var here = $"{path}.env[{index++}]";
            var name = variable.Text("name") ?? "";
            if (name.Length == 0)
            {
                errors.Add(FieldError.Required($"{here}.name"));
            }
            else if (name.Contains('='))
            {
                errors.Add(
                    FieldError.Invalid(
                        $"{here}.name",
                        JsonValue.Create(name),
                        "a valid environment variable name must consist only of printable ASCII characters other than '='"));
            }

            if (variable.Object("valueFrom") is { } source)
            {
                Source(variable, source, $"{here}.valueFrom", errors);
            }
        }
    }

    private static void Source(JsonObject variable, JsonObject source, string path, List<FieldError> errors)
    {
        if (source.Count == 0)
        {
            errors.Add(
                FieldError.Invalid(
                    path,
                    JsonValue.Create(""),
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"));
        }
        else if (!string.IsNullOrEmpty(variable.Text("value")))
        {
            errors.Add(FieldError.Invalid(path, JsonValue.Create(""), "may not be specified when `value` is not empty"));
        }
        else if (source.Count > 1)
        {
            errors.Add(FieldError.Invalid(path, JsonValue.Create(""), "may not have more than one field specified at a time"));
        }

        foreach (var reference in KeyReferences.Where(name => source.Object(name) is not null))
        {
            if (string.IsNullOrEmpty(source.Object(reference).Text("key")))
            {
                errors.Add(FieldError.Required($"{path}.{reference}.key"));
            }
        }
    }

    private static void Mounts(JsonObject container, string path, IReadOnlySet<string> volumes, List<FieldError> errors)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var mount in container.Objects("volumeMounts"))
        {
            var here = $"{path}.volumeMounts[{index++}]";
            var name = mount.Text("name") ?? "";
            if (name.Length == 0)
            {
                errors.Add(FieldError.Required($"{here}.name"));
            }
            else if (!volumes.Contains(name))
            {
                errors.Add(FieldError.NotFound($"{here}.name", name));
            }

            var target = mount.Text("mountPath") ?? "";
            if (target.Length == 0)
            {
                errors.Add(FieldError.Required($"{here}.mountPath"));
            }
            else if (!paths.Add(target))
            {
                errors.Add(FieldError.Invalid($"{here}.mountPath", JsonValue.Create(target), "must be unique"));
            }
        }
    }
}
