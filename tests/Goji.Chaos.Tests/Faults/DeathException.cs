namespace Goji.Chaos.Tests.Faults;

/// <summary>Ends a pass as a kill would: nothing of Goji's catches it.</summary>
internal sealed class DeathException : Exception;
