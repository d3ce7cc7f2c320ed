using System.Text.Json.Nodes;
using Goji.Sandbox.Jobs;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Validation;

/// <summary>What a Job's policies have to keep to.</summary>
internal static class JobPolicyValidation
{
    private const int MostRules = 20;

    public static void Check(JsonObject spec, List<FieldError> errors)
    {
        if (spec.Object("podFailurePolicy") is { } failure)
        {
            FailurePolicy(spec, failure, errors);
        }

        if (spec.Object("successPolicy") is { } success)
        {
            SuccessPolicy(spec, success, errors);
        }

        var replacement = spec.Text("podReplacementPolicy") ?? "";
        if (spec["podFailurePolicy"] is not null && replacement != "Failed")
        {
            errors.Add(FieldError.NotSupported("spec.podReplacementPolicy", replacement, "Failed"));
        }
        else if (replacement is not ("Failed" or "TerminatingOrFailed"))
        {
            errors.Add(FieldError.NotSupported("spec.podReplacementPolicy", replacement, "Failed", "TerminatingOrFailed"));
        }
    }

    private static void FailurePolicy(JsonObject spec, JsonObject policy, List<FieldError> errors)
    {
        const string Path = "spec.podFailurePolicy.rules";
        var rules = policy.Objects("rules").ToList();
        if (rules.Count > MostRules)
        {
            errors.Add(FieldError.TooMany(Path, rules.Count, MostRules));
        }

        for (var index = 0; index < rules.Count; index++)
        {
            FailureRule(spec, rules[index], $"{Path}[{index}]", errors);
        }
    }

    private static void FailureRule(JsonObject spec, JsonObject rule, string path, List<FieldError> errors)
    {
        switch (rule.Text("action"))
        {
            case null or "":
                errors.Add(FieldError.Required($"{path}.action", "valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]"));
                break;
            case "FailIndex" when spec["backoffLimitPerIndex"] is null:
                errors.Add(FieldError.Invalid($"{path}.action", rule["action"], "requires the backoffLimitPerIndex to be set"));
                break;
            case not ("Count" or "FailIndex" or "FailJob" or "Ignore"):
                errors.Add(FieldError.NotSupported($"{path}.action", rule.Text("action")!, "Count", "FailIndex", "FailJob", "Ignore"));
                break;
        }

        var codes = rule.Object("onExitCodes");
        var hasConditions = rule.Array("onPodConditions") is { Count: > 0 };
        if (codes is not null)
        {
            ExitCodes(spec, codes, $"{path}.onExitCodes", errors);
        }

        if (codes is not null == hasConditions)
        {
            errors.Add(FieldError.Invalid(path, hasConditions
                ? "specifying both OnExitCodes and OnPodConditions is not supported"
                : "specifying one of OnExitCodes and OnPodConditions is required"));
        }
    }

    private static void ExitCodes(JsonObject spec, JsonObject codes, string path, List<FieldError> errors)
    {
        var chosen = codes.Text("operator");
        if (string.IsNullOrEmpty(chosen))
        {
            errors.Add(FieldError.Required($"{path}.operator", "valid values: [\"In\" \"NotIn\"]"));
        }
        else if (chosen is not ("In" or "NotIn"))
        {
            errors.Add(FieldError.NotSupported($"{path}.operator", chosen, "In", "NotIn"));
        }

        var pod = spec.Object("template").Object("spec");
        var containers = pod.Objects("containers").Concat(pod.Objects("initContainers")).Select(one => one.Text("name"));
        if (codes.Text("containerName") is { } container && !containers.Contains(container))
        {
            errors.Add(FieldError.Invalid(
                $"{path}.containerName",
                codes["containerName"],
                "must be one of the container or initContainer names in the pod template"));
        }

        ExitCodeValues(codes, chosen, $"{path}.values", errors);
    }

    private static void ExitCodeValues(JsonObject codes, string? chosen, string path, List<FieldError> errors)
    {
        var values = codes.Array("values")?.Select(value => value!.GetValue<long>()).ToList() ?? [];
        if (values.Count == 0)
        {
            errors.Add(FieldError.Invalid(path, codes["values"] ?? new JsonArray(), "at least one value is required"));
        }

        for (var index = 0; index < values.Count; index++)
        {
            if (chosen == "In" && values[index] == 0)
            {
                errors.Add(FieldError.Invalid($"{path}[{index}]", JsonValue.Create(0), "must not be 0 for the In operator"));
            }

            if (values.IndexOf(values[index]) < index)
            {
                errors.Add(FieldError.Duplicate($"{path}[{index}]", JsonValue.Create(values[index])));
            }
        }

        if (!values.Order().SequenceEqual(values))
        {
            errors.Add(FieldError.Invalid(path, codes["values"], "must be ordered"));
        }
    }

    private static void SuccessPolicy(JsonObject spec, JsonObject policy, List<FieldError> errors)
    {
        const string Path = "spec.successPolicy";
        if (spec.Text("completionMode") != "Indexed")
        {
            errors.Add(FieldError.Invalid(Path, policy, "requires indexed completion mode"));
            return;
        }

        var rules = policy.Objects("rules").ToList();
        if (rules.Count == 0)
        {
            errors.Add(FieldError.Required($"{Path}.rules", "at least one rules must be specified when the successPolicy is specified"));
        }

        for (var index = 0; index < rules.Count; index++)
        {
            SuccessRule(rules[index], spec.Int("completions") ?? 0, $"{Path}.rules[{index}]", errors);
        }
    }

    private static void SuccessRule(JsonObject rule, int completions, string path, List<FieldError> errors)
    {
        var count = rule.Int("succeededCount");
        var indexes = rule.Text("succeededIndexes");
        if (count is null && indexes is null)
        {
            errors.Add(FieldError.Required(path, "at least one of succeededCount or succeededIndexes must be specified"));
        }

        if (indexes is not null && !IndexRanges.IsValid(indexes, completions))
        {
            errors.Add(
                FieldError.Invalid(
                    $"{path}.succeededIndexes",
                    rule["succeededIndexes"],
                    "error parsing succeededIndexes: the value is not a list of ascending indexes below the completions"));
            return;
        }

        if (count < 0)
        {
            errors.Add(FieldError.Invalid($"{path}.succeededCount", rule["succeededCount"], "must be greater than or equal to 0"));
        }

        if (count > completions)
        {
            errors.Add(FieldError.Invalid(
                $"{path}.succeededCount",
                rule["succeededCount"],
                $"must be less than or equal to {completions} (the number of specified completions)"));
        }

        if (indexes is not null && count > IndexRanges.Parse(indexes).Count)
        {
            errors.Add(FieldError.Invalid(
                $"{path}.succeededCount",
                rule["succeededCount"],
                $"must be less than or equal to {IndexRanges.Parse(indexes).Count} (the number of indexes in the specified "
                    + "succeededIndexes field)"));
        }
    }
}
