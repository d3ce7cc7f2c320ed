using System.Text.Json.Nodes;
using Goji.Sandbox.Json;
using k8s.Models;

namespace Goji.Sandbox.Validation;

/// <summary>What requests and limits have to keep to.</summary>
internal static class ResourceValidation
{
    public static void Check(JsonObject container, string path, List<FieldError> errors)
    {
        var resources = container.Object("resources");
        var limits = resources.TextMap("limits");
        foreach (var (name, text) in resources.TextMap("requests"))
        {
            var isLimited = limits.TryGetValue(name, out var limit);
            if (isLimited && new ResourceQuantity(text).ToDecimal() > new ResourceQuantity(limit).ToDecimal())
            {
                errors.Add(
                    FieldError.Invalid(
                        $"{path}.requests",
                        JsonValue.Create(text),
                        $"must be less than or equal to {name} limit of {limit}"));
            }
        }

        foreach (var list in new[] { "limits", "requests" })
        {
            foreach (var (name, text) in resources.TextMap(list).Where(pair => new ResourceQuantity(pair.Value).ToDecimal() < 0))
            {
                errors.Add(FieldError.Invalid($"{path}.{list}[{name}]", JsonValue.Create(text), "must be greater than or equal to 0"));
            }
        }
    }
}
