namespace Goji.Git;

/// <summary>What an initialisation did, in which folder, and a sentence that says so.</summary>
internal sealed record InitOutcome(InitAction Action, string Folder, string Sentence);
