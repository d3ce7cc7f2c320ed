using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Goji.Records;

/// <summary>
/// The lines of a file of Goji's own, taken one after the other. A line in another form than Goji's sends the file to the YAML reader.
/// </summary>
internal ref struct CanonicalLines(ReadOnlySpan<byte> content)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    // Letters that mean themselves between double quotes, in JSON and in every version of YAML.
    private static readonly SearchValues<byte> Literal = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(letter => (byte)letter).Where(letter => letter is not ((byte)'"' or (byte)'\\'))]);

    private ReadOnlySpan<byte> rest = content;

    public readonly bool AtEnd => rest.IsEmpty;

    public bool AreForeign { get; private set; }

    /// <summary>Takes a line with exactly this content.</summary>
    public bool Take(ReadOnlySpan<byte> line) => Value(line, out var value) && (value.IsEmpty || Refuse());

    /// <summary>Takes the line of an entry, if it is the next one.</summary>
    /// <param name="key">The line's beginning.</param>
    /// <param name="likely">A text that the value may be equal to: it is returned in place of a copy.</param>
    public string? Text(ReadOnlySpan<byte> key, string? likely = null)
    {
        if (!Value(key, out var value))
        {
            return null;
        }

        if (value is [(byte)'"', .. var quoted, (byte)'"'])
        {
            return quoted.ContainsAnyExcept(Literal) ? RefuseAs<string>() : TextOf(quoted, likely);
        }

        var plain = TextOf(value, likely);
        return PlainYaml.IsPlain(plain) ? plain : RefuseAs<string>();
    }

    public DateTimeOffset? Time(ReadOnlySpan<byte> key)
    {
        if (!Value(key, out var value))
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(value);
        if (DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        Refuse();
        return null;
    }

    public int? Number(ReadOnlySpan<byte> key)
    {
        if (!Value(key, out var value))
        {
            return null;
        }

        // A leading zero is an octal number to some.
        if (value is [>= (byte)'1' and <= (byte)'9', ..] or [(byte)'0']
            && Utf8Parser.TryParse(value, out int number, out var used)
            && used == value.Length)
        {
            return number;
        }

        Refuse();
        return null;
    }

    public JobOutcome? Outcome(ReadOnlySpan<byte> key)
    {
        if (!Value(key, out var value))
        {
            return null;
        }

        foreach (var outcome in (ReadOnlySpan<JobOutcome>)[JobOutcome.Succeeded, JobOutcome.Failed, JobOutcome.Unknown])
        {
            if (Ascii.Equals(value, outcome.ToString()))
            {
                return outcome;
            }
        }

        Refuse();
        return null;
    }

    private static string TextOf(ReadOnlySpan<byte> value, string? likely) =>
        likely is not null && Ascii.Equals(value, likely) ? likely : Encoding.ASCII.GetString(value);

    private bool Value(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        var end = rest.IndexOf((byte)'\n');
        if (end < 0 || !rest.StartsWith(key))
        {
            return false;
        }

        value = rest[key.Length..end];
        rest = rest[(end + 1)..];
        return true;
    }

    private bool Refuse()
    {
        AreForeign = true;
        return false;
    }

    private T? RefuseAs<T>()
        where T : class
    {
        Refuse();
        return null;
    }
}
