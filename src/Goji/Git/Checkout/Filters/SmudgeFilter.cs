using Goji.Git.Native;
using LibGit2Sharp;

namespace Goji.Git.Checkout.Filters;

/// <summary>
/// What git writes to the working copy for a blob: its bytes with the line ends and the <c>$Id$</c> that the path's attributes ask for.
/// </summary>
/// <remarks>
/// libgit2's own filters replace the first <c>$Id$</c> of a file only, and LibGit2Sharp's way to them does not work in a native program.
/// External filters (<c>filter.&lt;name&gt;.smudge</c>) are not run: of a file in Git LFS, the pointer is written, as git does where
/// git-lfs is not installed.
/// </remarks>
internal sealed class SmudgeFilter(Repository repository) : IDisposable
{
    private const uint FilesThenIndex = 0;

    private readonly Lazy<LineEndSettings> settings = new(() => LineEndSettings.Of(repository.Config));
    private RepositoryHandle? handle;

    /// <exception cref="LibGit2SharpException">The blob is missing or damaged.</exception>
    public byte[] Read(string path, ObjectId id)
    {
        var content = ContentOf(repository.Lookup<Blob>(id) ?? throw new NotFoundException($"object not found - no match for id ({id})"));
        var (ident, text, crlf, eol) = AttributesOf(path);
        if (ident == "true")
        {
            content = Ident.Expand(content, id.Sha);
        }

        var rule = LineEndRule.Of(text, crlf, eol, settings.Value);
        return rule.WantsCrlf ? LineEnds.ToCrlf(content, rule.IsGuess) : content;
    }

    public void Dispose() => handle?.Dispose();

    private static byte[] ContentOf(Blob blob)
    {
        using var stream = blob.GetContentStream();
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>The attributes of a path, in one call: each resolves every folder of the path anew.</summary>
    private unsafe (string? Ident, string? Text, string? Crlf, string? Eol) AttributesOf(string path)
    {
        fixed (byte* ident = "ident"u8, text = "text"u8, crlf = "crlf"u8, eol = "eol"u8)
        {
            var names = stackalloc byte*[] { ident, text, crlf, eol };
            var values = stackalloc nint[4];
            LibGit2.Check(LibGit2.GetAttributes(values, Open(), FilesThenIndex, path, 4, names));
            return (TextOf(values[0]), TextOf(values[1]), TextOf(values[2]), TextOf(values[3]));
        }
    }

    /// <returns><c>true</c>, <c>false</c>, another text, or null where the attribute is unspecified.</returns>
    private static string? TextOf(nint value) => LibGit2.KindOfAttribute(value) switch
    {
        AttributeKind.True => "true",
        AttributeKind.False => "false",
        AttributeKind.Text => System.Runtime.InteropServices.Marshal.PtrToStringUTF8(value),
        _ => null,
    };

    /// <summary>Spares libgit2 the reading of the whole index, in which it would look for a file of attributes in vain.</summary>
    private static void UseNoIndex(RepositoryHandle opened)
    {
        LibGit2.Check(LibGit2.NewIndex(out var index));
        try
        {
            LibGit2.Check(LibGit2.SetIndex(opened, index));
        }
        finally
        {
            LibGit2.FreeIndex(index);
        }
    }

    // LibGit2Sharp does not expose its handle.
    private RepositoryHandle Open()
    {
        if (handle is null)
        {
            LibGit2.Check(LibGit2.OpenRepository(out var opened, repository.Info.Path));
            handle = opened;
            if (!IndexedAttributes.MayExist(repository))
            {
                UseNoIndex(opened);
            }
        }

        return handle;
    }
}
