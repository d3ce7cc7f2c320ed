using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Validation;

/// <summary>What a Job's spec has to keep to.</summary>
internal static class JobValidation
{
    private const int MostParallelIndexes = 100_000;
    private static readonly string[] NeedingIndexes = ["backoffLimitPerIndex", "maxFailedIndexes"];
    private static readonly string[] Counts =
        ["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished",
            "backoffLimitPerIndex", "maxFailedIndexes"];

    public static void Check(JsonObject job, List<FieldError> errors)
    {
        var spec = job.Child("spec");
        var template = spec.Child("template");
        GeneratedLabels(job, spec, template, errors);
        foreach (var name in Counts)
        {
            NotNegative(spec, name, errors);
        }

        if (spec["maxFailedIndexes"] is not null && spec["backoffLimitPerIndex"] is null)
        {
            errors.Add(FieldError.Required("spec.backoffLimitPerIndex", "when maxFailedIndexes is specified"));
        }

        ManagedBy(spec, errors);
        CompletionMode(job, spec, errors);
        JobPolicyValidation.Check(spec, errors);
        PodTemplateValidation.Check(template, errors);
        RestartPolicy(spec, template, errors);
        Selector(spec, template, errors);
    }

    private static void GeneratedLabels(JsonObject job, JsonObject spec, JsonObject template, List<FieldError> errors)
    {
        if (spec.Flag("manualSelector") == true)
        {
            return;
        }

        var metadata = job.Object("metadata");
        var labels = template.Object("metadata").Object("labels");
        var uid = metadata.Text("uid") ?? "";
        var name = metadata.Text("name") ?? "";
        (string Label, string Value)[] expected =
            [(JobLabels.OldUid, uid), (JobLabels.OldName, name), (JobLabels.Uid, uid), (JobLabels.Name, name)];
        foreach (var (label, value) in expected.Where(one => labels.Text(one.Label) != one.Value))
        {
            errors.Add(FieldError.Invalid($"spec.template.metadata.labels[{label}]", labels, $"must be '{value}'"));
        }

        var selector = spec.Object("selector").TextMap("matchLabels");
        if (selector.Any(pair => expected.All(one => one.Label != pair.Key || one.Value != pair.Value)))
        {
            errors.Add(FieldError.Invalid("spec.selector", spec["selector"], "`selector` not auto-generated"));
        }
    }

    private static void NotNegative(JsonObject spec, string name, List<FieldError> errors)
    {
        if (spec.Long(name) is { } number and < 0)
        {
            errors.Add(FieldError.Invalid($"spec.{name}", JsonValue.Create(number), "must be greater than or equal to 0"));
        }
    }

    private static void ManagedBy(JsonObject spec, List<FieldError> errors)
    {
        if (spec.Text("managedBy") is { } manager && (!manager.Contains('/') || manager.EndsWith('/')))
        {
            errors.Add(
                FieldError.Invalid(
                    "spec.managedBy",
                    JsonValue.Create(manager),
                    "must be a domain-prefixed path (such as \"acme.io/foo\")"));
        }
    }

    private static void CompletionMode(JsonObject job, JsonObject spec, List<FieldError> errors)
    {
        var mode = spec.Text("completionMode");
        if (mode is not ("NonIndexed" or "Indexed"))
        {
            errors.Add(FieldError.NotSupported("spec.completionMode", mode ?? "", "NonIndexed", "Indexed"));
        }

        if (mode != "Indexed")
        {
            foreach (var name in NeedingIndexes.Where(name => spec[name] is not null))
            {
                errors.Add(FieldError.Invalid($"spec.{name}", spec[name], "requires indexed completion mode"));
            }

            return;
        }

        if (spec.Int("completions") is not { } completions)
        {
            errors.Add(FieldError.Required("spec.completions", "when completion mode is Indexed"));
            return;
        }

        if (spec.Int("parallelism") > MostParallelIndexes)
        {
            errors.Add(FieldError.Invalid(
                "spec.parallelism",
                spec["parallelism"],
                $"must be less than or equal to {MostParallelIndexes} when completion mode is Indexed"));
        }

        if (spec.Int("maxFailedIndexes") > completions)
        {
            errors.Add(FieldError.Invalid("spec.maxFailedIndexes", spec["maxFailedIndexes"], "must be less than or equal to completions"));
        }

        // The last pod's host name has to be a label, or the controller could not create it later.
        var jobName = job.Object("metadata").Text("name") ?? "";
        if (completions > 0 && NameRules.Label($"{jobName}-{completions - 1}").Any())
        {
            errors.Add(FieldError.Invalid(
                "metadata.name",
                JsonValue.Create(jobName),
                $"will not able to create pod with invalid DNS label: {jobName}-{completions - 1}"));
        }
    }

    private static void RestartPolicy(JsonObject spec, JsonObject template, List<FieldError> errors)
    {
        const string Field = "spec.template.spec.restartPolicy";
        var policy = template.Object("spec").Text("restartPolicy");
        switch (policy)
        {
            case null or "" or "Always":
                errors.Add(FieldError.Required(Field, "valid values: \"OnFailure\", \"Never\""));
                break;
            case not ("OnFailure" or "Never"):
                errors.Add(FieldError.NotSupported(Field, policy, "OnFailure", "Never"));
                break;
            case "OnFailure" when spec["podFailurePolicy"] is not null:
                errors.Add(
                    FieldError.Invalid(Field, JsonValue.Create(policy), "only \"Never\" is supported when podFailurePolicy is specified"));
                break;
        }
    }

    private static void Selector(JsonObject spec, JsonObject template, List<FieldError> errors)
    {
        if (spec.Object("selector") is not { } selector)
        {
            errors.Add(FieldError.Required("spec.selector"));
            return;
        }

        var labels = template.Object("metadata").TextMap("labels");
        if (selector.TextMap("matchLabels").Any(pair => labels.GetValueOrDefault(pair.Key) != pair.Value))
        {
            errors.Add(FieldError.Invalid(
                "spec.template.metadata.labels",
                template.Object("metadata").Object("labels"),
                "`selector` does not match template `labels`"));
        }
    }
}
