using Goji.Model;

namespace Goji.Passes;

/// <summary>Something that needs a person's attention although the pass goes on.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Subject">Warnings with the same subject are one warning; by default the sentence itself is the subject.</param>
internal sealed record PassWarning(string Text, string? Subject = null)
{
    /// <summary>What several warnings of one step have in common; null where each is a warning of its own.</summary>
    public string? Cause { get; init; }

    /// <summary>The sentence for so many warnings of one cause.</summary>
    public Func<int, string>? ForMany { get; init; }

    /// <summary>A claimed file whose Jobs are not started.</summary>
    public static PassWarning NotStarted(string file, string reason) =>
        new($"'{file}' is claimed but not started: {reason} A later pass continues.")
        {
            Cause = reason,
            ForMany = count => $"{count} jobs are claimed but not started: {reason} A later pass continues.",
        };

    /// <summary>Claims that become too old again and again before their Jobs are started.</summary>
    public static PassWarning ClaimsTooOld(string repository, TimeSpan pushTime, TimeSpan claimTime) => new(pushTime > claimTime / 2
        ? $"Some jobs are claimed but not started: a push to '{repository}' takes {Duration.Text(pushTime)}, "
            + "which differs too much from one push to the next. A later pass continues."
        : "Some jobs are claimed but not started: the cluster takes too long to answer. A later pass continues.");
}
