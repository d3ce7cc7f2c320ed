using System.Text;
using Goji.Kubernetes.Access;

namespace Goji.Kubernetes.Api;

/// <summary>Writes the several values of a header as one header line each.</summary>
/// <remarks>
/// HttpClient joins the values of a header by commas, on one line. To the API server, <c>Impersonate-Group: a, b</c> is the one group "a,
/// b". The encoding of a value is the only place where a header can be broken up on its way, and over HTTP/1.1 alone. The values themselves
/// hold no control characters (<see cref="Impersonation.Of"/>), so that nothing else can be slipped in here.
/// </remarks>
internal sealed class RepeatedHeaderEncoding(string header) : Encoding
{
    public const char Separator = '\u001f';

    private readonly string next = $"\r\n{header}: ";

    public override int GetByteCount(char[] chars, int index, int count) => UTF8.GetByteCount(Lines(chars, index, count));

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        UTF8.GetBytes(Lines(chars, charIndex, charCount), bytes.AsSpan(byteIndex));

    public override int GetMaxByteCount(int charCount) => charCount * Math.Max(UTF8.GetMaxByteCount(1), next.Length);

    public override int GetCharCount(byte[] bytes, int index, int count) => throw new NotSupportedException();

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        throw new NotSupportedException();

    public override int GetMaxCharCount(int byteCount) => throw new NotSupportedException();

    private string Lines(char[] chars, int index, int count) =>
        new string(chars, index, count).Replace(Separator.ToString(), next, StringComparison.Ordinal);
}
