using System.Text;
using Goji.Git.Objects;
using LibGit2Sharp;

namespace Goji.Git.Sources;

/// <summary>A commit taken apart: its signature, and the bytes that the signature is over.</summary>
/// <param name="Signature">The armored signature; null where the commit is not signed.</param>
/// <param name="Payload">The commit without its signature.</param>
internal sealed record SignedContent(string? Signature, byte[] Payload)
{
    private static readonly byte[] Header = "gpgsig "u8.ToArray();

    /// <exception cref="NotFoundException">There is no such commit.</exception>
    public static SignedContent Of(ObjectReader objects, ObjectId commit) =>
        Of(objects.Read(commit, ObjectType.Commit) ?? throw new NotFoundException($"object not found: commit {commit}"));

    /// <summary>Takes a commit apart as git does: the header <c>gpgsig</c> goes on over the lines that begin with a space.</summary>
    /// <returns>The parts. A commit with two signatures counts as unsigned: it is not clear which of them is meant.</returns>
    public static SignedContent Of(ReadOnlySpan<byte> commit)
    {
        var payload = new MemoryStream(commit.Length);
        StringBuilder? signature = null;
        var (isInside, signatures, at) = (false, 0, 0);
        while (at < commit.Length)
        {
            var end = commit[at..].IndexOf((byte)'\n');
            var line = end < 0 ? commit[at..] : commit.Slice(at, end + 1);
            if (line is [(byte)'\n'])
            {
                break;
            }

            var isBegin = line.StartsWith(Header);
            isInside = isBegin || (isInside && line is [(byte)' ', ..]);
            if (isInside)
            {
                signatures += isBegin ? 1 : 0;
                (signature ??= new()).Append(Encoding.Latin1.GetString(isBegin ? line[Header.Length..] : line[1..]));
            }
            else
            {
                payload.Write(line);
            }

            at += line.Length;
        }

        payload.Write(commit[at..]);
        return new(signatures == 1 ? signature!.ToString() : null, payload.ToArray());
    }
}
