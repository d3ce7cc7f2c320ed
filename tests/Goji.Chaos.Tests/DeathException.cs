namespace Goji.Chaos.Tests;

/// <summary>Ends a pass as a kill would: nothing of Goji's catches it.</summary>
internal sealed class DeathException : Exception;
