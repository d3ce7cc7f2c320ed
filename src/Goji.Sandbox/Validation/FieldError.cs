using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Validation;

/// <summary>One thing wrong with one field, in the wording of Kubernetes.</summary>
internal sealed record FieldError(string Reason, string Field, string Message)
{
    public static FieldError Required(string field, string detail = "") =>
        new("FieldValueRequired", field, detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    public static FieldError Invalid(string field, JsonNode? value, string detail) =>
        new("FieldValueInvalid", field, $"Invalid value: {JsonText.Compact(value)}: {detail}");

    public static FieldError Invalid(string field, string detail) =>
        new("FieldValueInvalid", field, $"Invalid value: {detail}");

    public static FieldError NotSupported(string field, string value, params string[] supported) =>
        new(
            "FieldValueNotSupported",
            field,
            $"Unsupported value: \"{value}\": supported values: {string.Join(", ", supported.Select(one => $"\"{one}\""))}");

    public static FieldError Duplicate(string field, JsonNode value) =>
        new("FieldValueDuplicate", field, $"Duplicate value: {JsonText.Compact(value)}");

    public static FieldError NotFound(string field, string value) =>
        new("FieldValueNotFound", field, $"Not found: \"{value}\"");

    public static FieldError Forbidden(string field, string detail) =>
        new("FieldValueForbidden", field, $"Forbidden: {detail}");

    public static FieldError TooLong(string field, int limit) =>
        new("FieldValueTooLong", field, $"Too long: may not be more than {limit} bytes");

    public static FieldError TooMany(string field, int count, int limit) =>
        new("FieldValueTooMany", field, $"Too many: {count}: must have at most {limit} items");

    public override string ToString() => $"{Field}: {Message}";

    public JsonObject ToCause() => new() { ["reason"] = Reason, ["message"] = Message, ["field"] = Field };
}
