using System.Text;
using System.Text.Json.Nodes;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Validation;

/// <summary>What every object's metadata has to keep to.</summary>
internal static class MetadataValidation
{
    private const int MostAnnotationBytes = 256 * 1024;
    private static readonly string[] OwnerFields = ["apiVersion", "kind", "name", "uid"];
    private static readonly string[] StandardFinalizers = ["foregroundDeletion", "orphan", "kubernetes"];

    public static void Check(ResourceKind kind, JsonObject body, string? generateName, List<FieldError> errors)
    {
        var metadata = body.Object("metadata");
        if (!string.IsNullOrEmpty(generateName))
        {
            var masked = generateName.EndsWith('-') ? generateName[..^1] + "a" : generateName;
            Add(errors, "metadata.generateName", generateName, Name(kind, masked));
        }

        var name = metadata.Text("name") ?? "";
        if (name.Length == 0)
        {
            errors.Add(FieldError.Required("metadata.name", "name or generateName is required"));
        }
        else
        {
            Add(errors, "metadata.name", name, Name(kind, name));
        }

        Labels(metadata, "metadata.labels", errors);
        Annotations(metadata, "metadata.annotations", errors);
        OwnerReferences(metadata, errors);
        Finalizers(metadata, errors);
    }

    public static void Labels(JsonNode? metadata, string path, List<FieldError> errors)
    {
        foreach (var (key, value) in metadata.TextMap("labels"))
        {
            Add(errors, path, key, NameRules.QualifiedName(key));
            Add(errors, path, value, NameRules.LabelValue(value));
        }
    }

    public static void Annotations(JsonNode? metadata, string path, List<FieldError> errors)
    {
        var annotations = metadata.TextMap("annotations");
        foreach (var key in annotations.Keys)
        {
            Add(errors, path, key, NameRules.QualifiedName(key.ToLowerInvariant()));
        }

        if (annotations.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value)) > MostAnnotationBytes)
        {
            errors.Add(FieldError.TooLong(path, MostAnnotationBytes));
        }
    }

    public static void Add(List<FieldError> errors, string field, string value, IEnumerable<string> complaints) =>
        errors.AddRange(complaints.Select(complaint => FieldError.Invalid(field, JsonValue.Create(value), complaint)));

    private static IEnumerable<string> Name(ResourceKind kind, string name) =>
        kind == ResourceKind.Namespace || kind == ResourceKind.Service ? NameRules.Label(name) : NameRules.Subdomain(name);

    private static void OwnerReferences(JsonNode? metadata, List<FieldError> errors)
    {
        foreach (var owner in metadata.Objects("ownerReferences"))
        {
            foreach (var field in OwnerFields.Where(field => string.IsNullOrEmpty(owner.Text(field))))
            {
                var complaint = field == "apiVersion" ? "version must not be empty" : "must not be empty";
                errors.Add(FieldError.Invalid($"metadata.ownerReferences.{field}", JsonValue.Create(""), complaint));
            }
        }
    }

    private static void Finalizers(JsonNode? metadata, List<FieldError> errors)
    {
        var index = 0;
        foreach (var finalizer in metadata.Texts("finalizers"))
        {
            Add(errors, "metadata.finalizers", finalizer, NameRules.QualifiedName(finalizer));
            if (!finalizer.Contains('/') && !StandardFinalizers.Contains(finalizer))
            {
                errors.Add(FieldError.Invalid(
                    $"metadata.finalizers[{index}]",
                    JsonValue.Create(finalizer),
                    "name is neither a standard finalizer name nor is it fully qualified"));
            }

            index++;
        }
    }
}
