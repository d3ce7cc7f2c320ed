using Goji.Git.Checkout.Index;
using Goji.Git.Checkout.Sparse;
using LibGit2Sharp;

namespace Goji.Git.Checkout.Filters;

/// <summary>Whether an index may name a file of attributes. The file is searched as bytes, and its entries are not read.</summary>
internal static class IndexedAttributes
{
    private const int PieceLength = 1024 * 1024;

    private static ReadOnlySpan<byte> Name => ".gitattributes"u8;

    public static bool MayExist(Repository repository)
    {
        var path = SparseCheckout.IndexOf(repository);
        if (!File.Exists(path))
        {
            return false;
        }

        // Where letters have no case, libgit2 accepts the name in any. A split index has entries in another file.
        if (repository.Config.GetValueOrDefault("core.ignorecase", false)
            || Directory.EnumerateFiles(repository.Info.Path, "sharedindex.*").Any())
        {
            return true;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return !HasWholeNames(file) || Holds(file, PieceLength);
    }

    /// <summary>Whether the rest of a file holds the name.</summary>
    /// <param name="file">The file.</param>
    /// <param name="pieceLength">How many bytes are read at once.</param>
    internal static bool Holds(Stream file, int pieceLength)
    {
        var piece = new byte[pieceLength + Name.Length];
        for (var kept = 0; ;)
        {
            var end = kept + file.ReadAtLeast(piece.AsSpan(kept, pieceLength), pieceLength, throwOnEndOfStream: false);
            if (piece.AsSpan(0, end).IndexOf(Name) >= 0)
            {
                return true;
            }

            if (end < kept + pieceLength)
            {
                return false;
            }

            // The name may begin at the end of one piece.
            kept = Name.Length - 1;
            piece.AsSpan(end - kept, kept).CopyTo(piece);
        }
    }

    /// <summary>Whether each entry has its whole path. Those of version 4 leave out what they share with the entry before.</summary>
    private static bool HasWholeNames(FileStream file)
    {
        Span<byte> header = stackalloc byte[IndexEntries.HeaderLength];
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
            && IndexEntries.VersionOf(header) is 2 or 3;
    }
}
