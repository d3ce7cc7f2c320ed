using System.Buffers;

namespace Goji.Model;

/// <summary>
/// Secrets that are known to this process. They are masked in all output, as the last line of defence.
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
        return text.AsSpan().ContainsAny(now.Any) ? now.Clean(text) : text;
    }

    /// <inheritdoc cref="Clean(string)"/>
    public ReadOnlySpan<char> Clean(ReadOnlySpan<char> text)
    {
        var now = known;
        return text.ContainsAny(now.Any) ? now.Clean(text.ToString()) : text;
    }

    /// <summary>
    /// Splits a text that is continued by another one: a secret may begin at its end. The first part has only whole secrets.
    /// </summary>
    /// <returns>The length of the first part. What is behind it belongs in front of the continuation.</returns>
    public int LengthOfWhole(ReadOnlySpan<char> text)
    {
        var now = known;
        var cut = Math.Max(0, text.Length - Math.Max(0, now.Longest - 1));
        for (var before = -1; before != cut;)
        {
            before = cut;
            foreach (var secret in now.Texts)
            {
                var from = Math.Max(0, cut - secret.Length + 1);
                var length = Math.Min(text.Length, cut + secret.Length - 1) - from;
                var at = length < secret.Length ? -1 : text.Slice(from, length).IndexOf(secret, StringComparison.Ordinal);
                cut = at >= 0 && from + at < cut ? from + at + secret.Length : cut;
            }
        }

        return cut;
    }

    /// <summary>
    /// Masks what is left of a secret at an end of a text that was cut there. A rest that is too short to be a secret stays.
    /// </summary>
    public string CleanCut(string text, bool isCutAtStart, bool isCutAtEnd)
    {
        var now = known;
        if (isCutAtStart && now.Texts.Select(secret => RestAt(text, secret)).DefaultIfEmpty().Max() is > 0 and var rest)
        {
            text = Mask + text[rest..];
        }

        return isCutAtEnd && now.Texts.Select(secret => BeginningAt(text, secret)).DefaultIfEmpty().Max() is > 0 and var beginning
            ? text[..^beginning] + Mask
            : text;
    }

    /// <summary>What a pod shows, without the secrets.</summary>
    public PodReport Clean(PodReport pod)
    {
        // The lines are the last ones, and a number of bytes of them: both ends may be in the middle of a line.
        var last = pod.Log.Count - 1;
        return pod with
        {
            Message = Clean(pod.Message),
            Sentence = Clean(pod.Sentence),
            Log = [.. pod.Log.Select((line, index) => CleanCut(Clean(line), index == 0, index == last))],
        };
    }

    private static int RestAt(string text, string secret)
    {
        for (var length = Math.Min(secret.Length - 1, text.Length); length >= Shortest; length--)
        {
            if (text.AsSpan().StartsWith(secret.AsSpan(secret.Length - length), StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }

    private static int BeginningAt(string text, string secret)
    {
        for (var length = Math.Min(secret.Length - 1, text.Length); length >= Shortest; length--)
        {
            if (text.AsSpan().EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }

    /// <param name="Texts">The secrets, the longest first: one may be a part of another.</param>
    /// <param name="Any">Finds whether a text has any of them.</param>
    private sealed record Known(IReadOnlyList<string> Texts, SearchValues<string> Any)
    {
        public int Longest => Texts.Count == 0 ? 0 : Texts[0].Length;

        public string Clean(string text) =>
            Texts.Aggregate(text, (clean, secret) => clean.Replace(secret, Mask, StringComparison.Ordinal));

        public static Known Of(IEnumerable<string> texts)
        {
            string[] sorted = [.. texts.Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length)];
            return new(sorted, SearchValues.Create(sorted, StringComparison.Ordinal));
        }
    }
}
