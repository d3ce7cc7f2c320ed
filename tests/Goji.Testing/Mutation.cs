using System.Text;

namespace Goji.Testing;

/// <summary>Damages a text as a fuzzer does.</summary>
public static class Mutation
{
    /// <summary>Removes, doubles or replaces a stretch, or puts a piece in.</summary>
    public static byte[] Change(byte[] text, (int At, int Length, int Kind, string Piece, int Times) edit)
    {
        var at = edit.At % (text.Length + 1);
        var end = Math.Min(text.Length, at + edit.Length);
        return edit.Kind switch
        {
            0 => [.. text[..at], .. text[end..]],
            1 => [.. text[..end], .. text[at..end], .. text[end..]],
            2 => [.. text[..at], (byte)edit.Times, .. text[end..]],
            _ => [.. text[..at], .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(edit.Piece, edit.Times > 250 ? edit.Times : 1))), .. text[at..]],
        };
    }
}
