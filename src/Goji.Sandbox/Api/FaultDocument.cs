namespace Goji.Sandbox.Api;

/// <summary>The faults that are switched on, as other processes read and replace them.</summary>
internal sealed record FaultDocument(bool IsDown, IReadOnlyList<FaultEntry>? Faults);
