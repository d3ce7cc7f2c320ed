using System.Globalization;
using System.Text;

namespace Goji.Sandbox.Jobs;

/// <summary>The text form of a set of indexes, such as <c>0,2-4</c>.</summary>
internal static class IndexRanges
{
    public static IReadOnlySet<int> Parse(string text)
    {
        var result = new SortedSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = part.IndexOf('-');
            var first = int.Parse(dash < 0 ? part : part[..dash], CultureInfo.InvariantCulture);
            var last = dash < 0 ? first : int.Parse(part.AsSpan(dash + 1), CultureInfo.InvariantCulture);
            for (var index = first; index <= last; index++)
            {
                result.Add(index);
            }
        }

        return result;
    }

    /// <summary>Returns whether a text is a list of ascending indexes, all below a number.</summary>
    public static bool IsValid(string text, int below)
    {
        var last = -1;
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2)
            {
                return false;
            }

            foreach (var end in ends)
            {
                if (!int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index <= last || index >= below)
                {
                    return false;
                }

                last = index;
            }
        }

        return true;
    }

    public static string Format(IEnumerable<int> sorted)
    {
        var text = new StringBuilder();
        int? first = null;
        var last = 0;
        foreach (var index in sorted)
        {
            if (first is not null && index == last + 1)
            {
                last = index;
                continue;
            }

            Append(text, first, last);
            first = last = index;
        }

        Append(text, first, last);
        return text.ToString();
    }

    // Two neighbours are written with a comma, three and more as a range.
    private static void Append(StringBuilder text, int? first, int last)
    {
        if (first is not { } start)
        {
            return;
        }

        text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{start}");
        if (last == start + 1)
        {
            text.Append(CultureInfo.InvariantCulture, $",{last}");
        }
        else if (last > start)
        {
            text.Append(CultureInfo.InvariantCulture, $"-{last}");
        }
    }
}
