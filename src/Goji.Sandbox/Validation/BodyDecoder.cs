using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Goji.Sandbox.Validation;

/// <summary>Reads a body as the server's decoder does: checks types, collects unknown and repeated fields, forgets nulls.</summary>
internal sealed partial class BodyDecoder
{
    private const int MostComplaints = 100;

    private readonly List<string> complaints = [];

    public static DecodedBody Decode(ReadOnlyMemory<byte> json, string model)
    {
        using var document = JsonDocument.Parse(json);
        return Decode(document.RootElement, model);
    }

    public static DecodedBody Decode(JsonElement root, string model)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new DecodingException($"json: cannot unmarshal {NameOf(root)} into Go value of type {FieldSchema.Of(model).GoType}");
        }

        var decoder = new BodyDecoder();
        var body = decoder.Structure(root, FieldSchema.Of(model), "", "");
        return new DecodedBody(body, decoder.complaints);
    }

    private JsonObject Structure(JsonElement element, FieldSchema schema, string path, string goPath)
    {
        var result = new JsonObject();
        foreach (var property in element.EnumerateObject())
        {
            var fieldPath = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (!schema.Fields.TryGetValue(property.Name, out var field))
            {
                AddError($"unknown field \"{fieldPath}\"");
                result[property.Name] = Untyped(property.Value);
                continue;
            }

            if (result.ContainsKey(property.Name))
            {
                AddError($"duplicate field \"{fieldPath}\"");
            }

            var goFieldPath = goPath.Length == 0 ? property.Name : $"{goPath}.{property.Name}";
            var value = Value(property.Value, field, fieldPath, new GoField(schema.StructureName, goFieldPath));
            if (value is not null)
            {
                result[property.Name] = value;
            }
        }

        return result;
    }

    private JsonNode? Value(JsonElement element, FieldSchema schema, string path, GoField goField)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        switch (schema.Kind)
        {
            case ValueKind.Structure when element.ValueKind == JsonValueKind.Object:
                return Structure(element, schema, path, goField.Path);
            case ValueKind.List when element.ValueKind == JsonValueKind.Array:
                return List(element, schema.Element!, path, goField);
            case ValueKind.Map when element.ValueKind == JsonValueKind.Object:
                return Map(element, schema.Element!, path, goField);
            case ValueKind.Quantity when element.ValueKind is JsonValueKind.String or JsonValueKind.Number:
                return Quantity(element);
            case ValueKind.Any:
                return Untyped(element);
            default:
                return Scalar(element, schema.Kind) ?? throw Mismatch(element, schema, goField);
        }
    }

    private JsonArray List(JsonElement element, FieldSchema items, string path, GoField goField)
    {
        var result = new JsonArray();
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            result.Add(Value(item, items, $"{path}[{index}]", goField) ?? Empty(items));
            index++;
        }

        return result;
    }

    private JsonObject Map(JsonElement element, FieldSchema values, string path, GoField goField)
    {
        var result = new JsonObject();
        foreach (var property in element.EnumerateObject())
        {
            var entryPath = $"{path}.{property.Name}";
            if (result.ContainsKey(property.Name))
            {
                AddError($"duplicate field \"{entryPath}\"");
            }

            result[property.Name] = Value(property.Value, values, entryPath, goField) ?? Empty(values);
        }

        return result;
    }

    private void AddError(string error)
    {
        if (complaints.Count < MostComplaints)
        {
            complaints.Add(error);
        }
    }

    private static JsonValue? Scalar(JsonElement element, ValueKind kind) => kind switch
    {
        ValueKind.Text or ValueKind.Bytes when element.ValueKind == JsonValueKind.String => JsonValue.Create(element.GetString()),
        ValueKind.Time when element.ValueKind == JsonValueKind.String => Time(element.GetString()!),
        ValueKind.Int32 when element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) =>
            JsonValue.Create((long)number),
        ValueKind.Int64 when element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) => JsonValue.Create(number),
        ValueKind.Number when element.ValueKind == JsonValueKind.Number => JsonValue.Create(element.GetDouble()),
        ValueKind.Flag when element.ValueKind is JsonValueKind.True or JsonValueKind.False => JsonValue.Create(element.GetBoolean()),
        ValueKind.IntOrText when element.ValueKind == JsonValueKind.String => JsonValue.Create(element.GetString()),
        ValueKind.IntOrText when element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) =>
            JsonValue.Create((long)number),
        _ => null,
    };

    private static JsonValue Time(string text) =>
        DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _)
            ? JsonValue.Create(text)
            : throw new DecodingException($"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" as \"2006\"");

    private static JsonValue Quantity(JsonElement element)
    {
        // The server takes a bare number and keeps it as text.
        var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
        return QuantityPattern().IsMatch(text)
            ? JsonValue.Create(text)
            : throw new DecodingException("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }

    private static JsonNode? Untyped(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Object => UntypedObject(element),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Untyped)]),
        _ => JsonValue.Create(element.Clone()),
    };

    private static JsonObject UntypedObject(JsonElement element)
    {
        var result = new JsonObject();
        foreach (var property in element.EnumerateObject())
        {
            result[property.Name] = Untyped(property.Value);
        }

        return result;
    }

    private static JsonNode? Empty(FieldSchema schema) => schema.Kind switch
    {
        ValueKind.Text or ValueKind.Bytes => JsonValue.Create(""),
        ValueKind.Structure or ValueKind.Map => new JsonObject(),
        ValueKind.Int32 or ValueKind.Int64 => JsonValue.Create(0L),
        ValueKind.Quantity => JsonValue.Create("0"),
        _ => null,
    };

    private static DecodingException Mismatch(JsonElement element, FieldSchema schema, GoField field)
    {
        var what = element.ValueKind == JsonValueKind.Number && schema.Kind is (ValueKind.Int32 or ValueKind.Int64)
            ? $"number {element.GetRawText()}"
            : NameOf(element);
        return new DecodingException(
            $"json: cannot unmarshal {what} into Go struct field {field.Structure}.{field.Path} of type {schema.GoType}");
    }

    private static string NameOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "string",
    };

    [GeneratedRegex("^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$")]
    private static partial Regex QuantityPattern();

    private readonly record struct GoField(string Structure, string Path);
}
