namespace Goji.Reporting.Json;

internal sealed record MoveDocument(string File, string From, string To);
