using System.Buffers;

namespace Goji.Model;

/// <summary>
/// Secrets that are known to this process. They are masked wherever they turn up: the last line of defence, not the first.
/// </summary>
internal sealed class Secrets
{
    private const string Mask = "***";

    /// <summary>A very short one would mask half of the text, and hides nothing that could not be guessed.</summary>
    private const int Shortest = 4;

    /// <summary>The shortest line of a key that is masked. The last line of a key may be as short as a word.</summary>
    private const int ShortestKeyLine = 16;

    private readonly Lock gate = new();
    private volatile Known known = Known.Of([]);

    /// <summary>Adds a secret, and its form in an address. Nothing happens with null and with a text that is too short.</summary>
    public void Add(string? secret)
    {
        if (secret is { Length: >= Shortest } && !known.Texts.Contains(secret))
        {
            lock (gate)
            {
                known = Known.Of([.. known.Texts, secret, Uri.EscapeDataString(secret)]);
            }
        }
    }

    /// <summary>Adds the lines of a key in PEM form: logs are masked line by line.</summary>
    public void AddKey(string? pem)
    {
        foreach (var line in (pem ?? "").Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.Length >= ShortestKeyLine && !line.StartsWith("-----", StringComparison.Ordinal))
            {
                Add(line);
            }
        }
    }

    /// <summary>The text without the secrets.</summary>
    public string Clean(string text)
    {
        var now = known;
        return text.AsSpan().ContainsAny(now.Any)
            ? now.Texts.Aggregate(text, (clean, secret) => clean.Replace(secret, Mask, StringComparison.Ordinal))
            : text;
    }

    /// <summary>What a pod shows, without the secrets.</summary>
    public PodReport Clean(PodReport pod) =>
        pod with { Message = Clean(pod.Message), Sentence = Clean(pod.Sentence), Log = [.. pod.Log.Select(Clean)] };

    /// <param name="Texts">The secrets, the longest first: one may be a part of another.</param>
    /// <param name="Any">Finds whether a text has any of them.</param>
    private sealed record Known(IReadOnlyList<string> Texts, SearchValues<string> Any)
    {
        public static Known Of(IEnumerable<string> texts)
        {
            string[] sorted = [.. texts.Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length)];
            return new(sorted, SearchValues.Create(sorted, StringComparison.Ordinal));
        }
    }
}
