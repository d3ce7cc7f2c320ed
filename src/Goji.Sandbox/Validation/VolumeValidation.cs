using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Validation;

internal static class VolumeValidation
{
    /// <returns>The names of the volumes, for those who mount them.</returns>
    public static IReadOnlySet<string> Check(JsonObject spec, string path, List<FieldError> errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var volume in spec.Objects("volumes"))
        {
            var here = $"{path}[{index++}]";
            var name = volume.Text("name") ?? "";
            if (name.Length == 0)
            {
                errors.Add(FieldError.Required($"{here}.name"));
            }
            else if (!names.Add(name))
            {
                errors.Add(FieldError.Duplicate($"{here}.name", JsonValue.Create(name)));
            }
            else
            {
                MetadataValidation.Add(errors, $"{here}.name", name, NameRules.Label(name));
            }

            foreach (var second in volume.Where(pair => pair.Key != "name" && pair.Value is JsonObject).Skip(1))
            {
                errors.Add(FieldError.Forbidden($"{here}.{second.Key}", "may not specify more than 1 volume type"));
            }

            Required(volume, "secret", "secretName", here, errors);
            Required(volume, "configMap", "name", here, errors);
            Required(volume, "persistentVolumeClaim", "claimName", here, errors);
            Required(volume, "hostPath", "path", here, errors);
        }

        return names;
    }

    private static void Required(JsonObject volume, string source, string field, string path, List<FieldError> errors)
    {
        if (volume.Object(source) is { } found && string.IsNullOrEmpty(found.Text(field)))
        {
            errors.Add(FieldError.Required($"{path}.{source}.{field}"));
        }
    }
}
