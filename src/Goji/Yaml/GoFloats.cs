using System.Globalization;
using System.Text.RegularExpressions;

namespace Goji.Yaml;

/// <summary>Floating-point numbers as Go reads them and as its JSON encoder writes them.</summary>
internal static partial class GoFloats
{
    /// <summary>A number that begins with a digit or a sign.</summary>
    public static double? Parse(string text) => Decimal().IsMatch(text) ? Finite(text) : null;

    /// <summary>
    /// A number that begins with its point. Here alone Go itself judges the underscores: between two digits and nowhere else.
    /// </summary>
    public static double? ParseFraction(string text) =>
        Fraction().IsMatch(text) ? Finite(text.Replace("_", "", StringComparison.Ordinal)) : null;

    /// <summary>The text in JSON: plain digits from 1e-6 up to below 1e21, else with an exponent.</summary>
    public static string ToJson(double value)
    {
        var digits = DecimalDigits.Of(value.ToString("R", CultureInfo.InvariantCulture));
        return value != 0 && Math.Abs(value) is < 1e-6 or >= 1e21 ? digits.ToScientific(minimumExponentDigits: 1) : digits.ToPlain();
    }

    /// <summary>The text of a mapping's key: Go's shortest form for 32 bits, with an exponent from 1e6 on and below 1e-4.</summary>
    public static string ToKey(double value)
    {
        var narrow = (float)value;
        if (!float.IsFinite(narrow))
        {
            return float.IsNaN(narrow) ? ".nan" : narrow > 0 ? ".inf" : "-.inf";
        }

        var digits = DecimalDigits.Of(narrow.ToString("R", CultureInfo.InvariantCulture));
        return digits.Exponent is < -4 or >= 6 ? digits.ToScientific(minimumExponentDigits: 2) : digits.ToPlain();
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Fraction();

    private static double? Finite(string text)
    {
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value : null;
    }
}
