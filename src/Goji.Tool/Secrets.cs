using System.Collections.Immutable;

namespace Goji.Tool;

/// <summary>Secrets that are known to this process. They are masked wherever they turn up: the last line of defence, not the first.</summary>
internal sealed class Secrets
{
    private ImmutableList<string> known = [];

    public void Add(string? secret)
    {
        // A very short one would mask half of the text, and hides nothing that could not be guessed.
        if (secret is { Length: > 3 })
        {
            ImmutableInterlocked.Update(ref known, (list, value) => list.Contains(value) ? list : list.Add(value), secret);
        }
    }

    public string Clean(string text) => known.Aggregate(text, (clean, secret) => clean.Replace(secret, "***", StringComparison.Ordinal));
}
