using System.Text.Json.Nodes;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Validation;

/// <summary>Finds everything that the server would refuse an object for.</summary>
internal static class ObjectValidation
{
    public static IReadOnlyList<FieldError> OfNew(ResourceKind kind, JsonObject body, string? generateName)
    {
        var errors = new List<FieldError>();
        MetadataValidation.Check(kind, body, generateName, errors);
        if (kind == ResourceKind.Job)
        {
            JobValidation.Check(body, errors);
        }

        return errors;
    }

    public static IReadOnlyList<FieldError> OfChanged(ResourceKind kind, JsonObject before, JsonObject after)
    {
        var errors = new List<FieldError>();
        MetadataValidation.Check(kind, after, null, errors);
        if (kind == ResourceKind.Job)
        {
            JobValidation.Check(after, errors);
            JobUpdateValidation.Check(before, after, errors);
        }

        return errors;
    }
}
