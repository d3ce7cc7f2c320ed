namespace Goji.Chaos;

/// <summary>A job file of a world, and what has to become of it.</summary>
/// <param name="Path">Its path below the state folder.</param>
/// <param name="Manifest">Its content.</param>
/// <param name="End">The state in which it ends.</param>
/// <param name="Creates">How many Jobs it has to bring into being, over the whole time.</param>
internal sealed record ExpectedJob(string Path, string Manifest, JobState End, int Creates);
