namespace Goji.Reporting.Json;

internal sealed record HeldDocument(string File, string Reason, int? Position, string? DueAt);
