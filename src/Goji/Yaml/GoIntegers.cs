using System.Globalization;

namespace Goji.Yaml;

/// <summary>Whole numbers as Go's strconv reads them with base 0: <c>0x</c>, <c>0o</c>, <c>0b</c>, and a leading zero for octal.</summary>
internal static class GoIntegers
{
    /// <returns>A <see cref="long"/>, else a <see cref="ulong"/> where there is no sign and it fits, else null.</returns>
    public static object? Parse(ReadOnlySpan<char> text)
    {
        var digits = Unsigned(text, out var negative, out var signed);
        var radix = 10;
        if (digits.Length >= 3 && digits[0] == '0' && char.ToLowerInvariant(digits[1]) is var letter and ('x' or 'o' or 'b'))
        {
            radix = letter switch { 'x' => 16, 'o' => 8, _ => 2 };
            digits = digits[2..];
        }
        else if (digits.Length > 1 && digits[0] == '0')
        {
            radix = 8;
            digits = digits[1..];
        }

        return Number(digits, radix, negative, signed);
    }

    /// <summary>Digits of base 2 with a sign of their own: what follows the prefix in <c>0b-101</c>.</summary>
    public static object? ParseBinary(ReadOnlySpan<char> text)
        => Number(Unsigned(text, out var negative, out var signed), 2, negative, signed);

    private static ReadOnlySpan<char> Unsigned(ReadOnlySpan<char> text, out bool negative, out bool signed)
    {
        negative = text.StartsWith('-');
        signed = negative || text.StartsWith('+');
        return signed ? text[1..] : text;
    }

    private static object? Number(ReadOnlySpan<char> digits, int radix, bool negative, bool signed)
    {
        if (!TryMagnitude(digits, radix, out var magnitude))
        {
            return null;
        }

        if (magnitude <= long.MaxValue)
        {
            return negative ? -(long)magnitude : (long)magnitude;
        }

        if (negative)
        {
            return magnitude == (ulong)long.MaxValue + 1 ? (object)long.MinValue : null;
        }

        return signed ? null : (object)magnitude;
    }

    private static bool TryMagnitude(ReadOnlySpan<char> digits, int radix, out ulong magnitude)
    {
        magnitude = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? int.Parse([c], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : radix;
            var sum = ((UInt128)magnitude * (uint)radix) + (uint)digit;
            if (digit >= radix || sum > ulong.MaxValue)
            {
                return false;
            }

            magnitude = (ulong)sum;
        }

        return digits.Length > 0;
    }
}
