namespace Goji.Ports;

/// <summary>A commit that is still to be made: its message and the paths that it changes.</summary>
/// <param name="Message">The message, subject first.</param>
/// <param name="Changes">The changed paths; each path at most once. A state folder that they would empty is kept with a
/// <c>.gitkeep</c>.</param>
internal sealed record CommitDraft(string Message, IReadOnlyList<TreeChange> Changes);
