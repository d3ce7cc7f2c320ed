namespace Goji.Ports.Pods;

/// <summary>An event that the cluster has recorded about a Job or a pod.</summary>
/// <param name="Object">What it is about: <c>Job/migrate</c>, <c>Pod/migrate-x7k2p</c>.</param>
/// <param name="Type"><c>Normal</c> or <c>Warning</c>.</param>
/// <param name="Reason">The reason in one word.</param>
/// <param name="Message">The message.</param>
/// <param name="Count">How often it has occurred.</param>
/// <param name="At">When it has last occurred.</param>
internal sealed record ClusterEvent(string Object, string Type, string Reason, string Message, int Count, DateTimeOffset? At);
