namespace Goji.Reporting.Json;

internal sealed record CountsDocument(int Total, int Moved, int Queued, int Processing, int Succeeded, int Failed, int Unknown);
