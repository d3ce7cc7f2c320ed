using System.Globalization;
using System.Text.Json.Nodes;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Reading;

/// <summary>Writes objects as the table that kubectl prints.</summary>
internal static class Table
{
    public static byte[] Write(ResourceKind kind, ListPage page, DateTimeOffset now, string? includeObject)
    {
        var metadata = new JsonObject { ["resourceVersion"] = page.Version.ToString(CultureInfo.InvariantCulture) };
        if (page.Continue is not null)
        {
            metadata["continue"] = page.Continue;
            metadata["remainingItemCount"] = (long)(page.Remaining ?? 0);
        }

        var columns = TableColumns.Of(kind);
        return JsonText.Bytes(new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = new JsonArray([.. columns.Select(Definition)]),
            ["rows"] = new JsonArray([.. page.Items.Select(one => Row(one.Open(), columns, now, includeObject))]),
        });
    }

    private static JsonObject Definition(TableColumn column) => new()
    {
        ["name"] = column.Name,
        ["type"] = "string",
        ["format"] = column.Name == "Name" ? "name" : "",
        ["description"] = column.Name,
        ["priority"] = (long)(column.IsWide ? 1 : 0),
    };

    private static JsonObject Row(JsonObject body, IReadOnlyList<TableColumn> columns, DateTimeOffset now, string? includeObject)
    {
        var cells = new JsonArray([.. columns.Select(column => JsonValue.Create(column.Cell(body, now)))]);
        var row = new JsonObject { ["cells"] = cells };
        if (includeObject != "None")
        {
            row["object"] = includeObject == "Object" ? body : MetadataOf(body);
        }

        return row;
    }

    private static JsonObject MetadataOf(JsonObject body) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = body["metadata"]!.DeepClone(),
    };
}
