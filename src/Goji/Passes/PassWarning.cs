namespace Goji.Passes;

/// <summary>Something that needs a person's attention although the pass goes on.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Subject">Warnings with the same subject are one warning; by default the sentence itself is the subject.</param>
internal sealed record PassWarning(string Text, string? Subject = null);
