namespace Goji.Git.Remotes.Server;

/// <summary>The server declined to move a branch, for a reason that another try does not change.</summary>
internal sealed class PushDeclinedException(string message) : Exception(message);
