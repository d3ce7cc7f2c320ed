namespace Goji.Ports;

/// <summary>A condition in a Job's status.</summary>
internal sealed record JobCondition(string Type, string Status, string Reason, string Message, DateTimeOffset? LastTransitionAt);
