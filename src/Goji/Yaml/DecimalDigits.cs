using System.Globalization;

namespace Goji.Yaml;

/// <summary>A number as its significant digits and the power of ten of the first of them.</summary>
internal readonly record struct DecimalDigits(bool Negative, string Digits, int Exponent)
{
    /// <summary>Takes the shortest text that .NET writes for a finite number apart, such as <c>-1.5E-07</c>.</summary>
    public static DecimalDigits Of(string text)
    {
        var negative = text.StartsWith('-');
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = text[(negative ? 1 : 0)..(exponentAt < 0 ? text.Length : exponentAt)];
        var exponent = exponentAt < 0
            ? 0
            : int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var before = point < 0 ? mantissa.Length : point;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        return significant.Length == 0
            ? new DecimalDigits(negative, "0", 0)
            : new DecimalDigits(negative, significant.TrimEnd('0'), exponent + before - 1 - (all.Length - significant.Length));
    }

    public string ToPlain()
    {
        var before = Exponent + 1;
        return (Negative ? "-" : "") + (before switch
        {
            <= 0 => "0." + new string('0', -before) + Digits,
            _ when before >= Digits.Length => Digits.PadRight(before, '0'),
            _ => Digits[..before] + "." + Digits[before..],
        });
    }

    public string ToScientific(int minimumExponentDigits)
    {
        var mantissa = Digits.Length == 1 ? Digits : Digits[..1] + "." + Digits[1..];
        var exponent = Math.Abs(Exponent).ToString(CultureInfo.InvariantCulture).PadLeft(minimumExponentDigits, '0');
        return $"{(Negative ? "-" : "")}{mantissa}e{(Exponent < 0 ? "-" : "+")}{exponent}";
    }
}
