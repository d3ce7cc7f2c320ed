using System.Globalization;

namespace Goji.Policies;

/// <summary>An amount of a resource as Kubernetes writes it, such as <c>500m</c>, <c>2</c> or <c>4Gi</c>.</summary>
internal sealed record ResourceAmount(string Text, decimal Value)
{
    private static readonly Dictionary<string, decimal> Units = new(StringComparer.Ordinal)
    {
        ["n"] = 0.000_000_001m, ["u"] = 0.000_001m, ["m"] = 0.001m, [""] = 1m,
        ["k"] = 1e3m, ["M"] = 1e6m, ["G"] = 1e9m, ["T"] = 1e12m, ["P"] = 1e15m, ["E"] = 1e18m,
        ["Ki"] = 1L << 10, ["Mi"] = 1L << 20, ["Gi"] = 1L << 30, ["Ti"] = 1L << 40, ["Pi"] = 1L << 50, ["Ei"] = 1L << 60,
    };

    /// <summary>
    /// Reads an amount; null where the text is none. What is too large to be counted is none either, and so never allowed.
    /// </summary>
    public static ResourceAmount? Parse(string text)
    {
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        var suffix = text[digits..];
        var isExponent = suffix.Length > 1 && suffix[0] is 'e' or 'E' && suffix.Skip(1).All(c => char.IsAsciiDigit(c) || c is '+' or '-');
        if (!decimal.TryParse(isExponent ? text : text[..digits],
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            || !Units.TryGetValue(isExponent ? "" : suffix, out var unit))
        {
            return null;
        }

        try
        {
            return new(text, number * unit);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public override string ToString() => Text;
}
