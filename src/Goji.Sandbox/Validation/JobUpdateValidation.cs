using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Validation;

/// <summary>What of a Job must stay as it was.</summary>
internal static class JobUpdateValidation
{
    private static readonly string[] Immutable =
        ["selector", "completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"];
    private static readonly string[] Scheduling = ["nodeSelector", "tolerations", "affinity", "schedulingGates", "resources"];

    public static void Check(JsonObject before, JsonObject after, List<FieldError> errors)
    {
        var old = before.Child("spec");
        var spec = after.Child("spec");
        Completions(old, spec, errors);
        foreach (var name in Immutable.Where(name => !JsonNode.DeepEquals(old[name], spec[name])))
        {
            errors.Add(FieldError.Invalid($"spec.{name}", spec[name], "field is immutable"));
        }

        Template(before, old, spec, errors);
        Finalizers(before, after, errors);
    }

    private static void Completions(JsonObject old, JsonObject spec, List<FieldError> errors)
    {
        if (JsonNode.DeepEquals(old["completions"], spec["completions"]))
        {
            return;
        }

        // An elastic Indexed Job may be resized, but only whole: as many pods at once as there are indexes.
        var isElastic = spec.Text("completionMode") == "Indexed" && spec["completions"] is not null && old["completions"] is not null;
        if (!isElastic)
        {
            errors.Add(FieldError.Invalid("spec.completions", spec["completions"], "field is immutable"));
        }
        else if (spec.Int("completions") != spec.Int("parallelism") || old.Int("completions") != old.Int("parallelism"))
        {
            errors.Add(FieldError.Invalid("spec.completions", spec["completions"], "can only be modified in tandem with spec.parallelism"));
        }
    }

    private static void Template(JsonObject before, JsonObject old, JsonObject spec, List<FieldError> errors)
    {
        var oldTemplate = (JsonObject)old.Child("template").DeepClone();
        var template = (JsonObject)spec.Child("template").DeepClone();
        if (old.Flag("suspend") == true && before.Object("status").Text("startTime") is null)
        {
            Forget(oldTemplate);
            Forget(template);
        }

        if (!JsonNode.DeepEquals(oldTemplate, template))
        {
            errors.Add(FieldError.Invalid("spec.template", spec["template"], "field is immutable"));
        }
    }

    // A queueing system suspends Jobs, and sets scheduling and size of their pods before it resumes them.
    private static void Forget(JsonObject template)
    {
        template.Object("metadata")?.Remove("labels");
        template.Object("metadata")?.Remove("annotations");
        foreach (var name in Scheduling)
        {
            template.Object("spec")?.Remove(name);
        }

        foreach (var container in template.Object("spec").Objects("containers").Concat(template.Object("spec").Objects("initContainers")))
        {
            container.Remove("resources");
        }
    }

    private static void Finalizers(JsonObject before, JsonObject after, List<FieldError> errors)
    {
        var added = after.Object("metadata").Texts("finalizers").Except(before.Object("metadata").Texts("finalizers")).ToList();
        if (before.Object("metadata").Text("deletionTimestamp") is not null && added.Count > 0)
        {
            var names = string.Join(", ", added.Select(name => $"\"{name}\""));
            errors.Add(FieldError.Forbidden(
                "metadata.finalizers",
                $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{names}}}"));
        }
    }
}
