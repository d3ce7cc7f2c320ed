namespace Goji.Tool;

/// <summary>Secrets that are known to this process, blotted out wherever they turn up: the last line of defence, not the first.</summary>
internal sealed class Secrets
{
    private readonly List<string> known = [];

    public void Add(string? secret)
    {
        // A very short one would blot out half of what is said, and hides nothing that could not be guessed.
        if (secret is { Length: > 3 })
        {
            known.Add(secret);
        }
    }

    public string Clean(string text) => known.Aggregate(text, (clean, secret) => clean.Replace(secret, "***", StringComparison.Ordinal));
}
