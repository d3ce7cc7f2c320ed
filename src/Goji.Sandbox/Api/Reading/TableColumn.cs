using System.Text.Json.Nodes;

namespace Goji.Sandbox.Api.Reading;

internal sealed record TableColumn(string Name, Func<JsonObject, DateTimeOffset, string> Cell, bool IsWide = false);
