using System.Text;
using Goji.Model;

namespace Goji.Tool.Output;

/// <summary>Passes a long text on in parts, without the secrets. A secret may begin in one part and end in the next.</summary>
/// <param name="secrets">The secrets.</param>
/// <param name="target">Receives the text once the writer is flushed.</param>
internal sealed class MaskedWriter(Secrets secrets, TextWriter target) : TextWriter
{
    private char[] held = new char[8192];
    private int count;

    public override Encoding Encoding => target.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (count == held.Length)
            {
                PassOn(secrets.LengthOfWhole(held));
            }

            if (count == held.Length)
            {
                // All of it may belong to one secret.
                Array.Resize(ref held, held.Length * 2);
            }

            var part = buffer[..Math.Min(buffer.Length, held.Length - count)];
            part.CopyTo(held.AsSpan(count));
            count += part.Length;
            buffer = buffer[part.Length..];
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    /// <summary>Passes on the rest. The text ends here.</summary>
    public override void Flush() => PassOn(count);

    private void PassOn(int length)
    {
        target.Write(secrets.Clean(held.AsSpan(0, length)));
        held.AsSpan(length, count - length).CopyTo(held);
        count -= length;
    }
}
