using System.Reflection;
using System.Runtime.InteropServices;
using LibGit2Sharp;

namespace Goji.Git.Native;

/// <summary>
/// Functions of libgit2 that LibGit2Sharp does not offer. The library is the one that LibGit2Sharp loads, with its global settings.
/// </summary>
internal static partial class LibGit2
{
    /// <summary>The result of a call that has not found what it was asked for: <c>GIT_ENOTFOUND</c>.</summary>
    public const int NotFound = -3;

    /// <summary>Looks up an object without a search for new packs: <c>GIT_ODB_LOOKUP_NO_REFRESH</c>.</summary>
    public const uint NoRefresh = 1;

    private const string Library = "git2";

    static LibGit2() => NativeLibrary.SetDllImportResolver(typeof(LibGit2).Assembly, Resolve);

    /// <exception cref="LibGit2SharpException">The call has failed.</exception>
    public static void Check(int result)
    {
        if (result < 0)
        {
            throw new LibGit2SharpException(LastError() ?? $"libgit2 returned {result}");
        }
    }

    [LibraryImport(Library, EntryPoint = "git_repository_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenRepository(out RepositoryHandle repository, string path);

    [LibraryImport(Library, EntryPoint = "git_repository_free")]
    public static partial void FreeRepository(nint repository);

    /// <summary>Reads attributes of a path from the files in the working copy, or from the index if those do not set them.</summary>
    [LibraryImport(Library, EntryPoint = "git_attr_get_many", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int GetAttributes(
        nint* values, RepositoryHandle repository, uint flags, string path, nuint count, byte** names);

    /// <summary>Makes an empty index that belongs to no file.</summary>
    [LibraryImport(Library, EntryPoint = "git_index_new")]
    public static partial int NewIndex(out nint index);

    [LibraryImport(Library, EntryPoint = "git_index_free")]
    public static partial void FreeIndex(nint index);

    /// <summary>Uses an index in the place of the repository's own.</summary>
    [LibraryImport(Library, EntryPoint = "git_repository_set_index")]
    public static partial int SetIndex(RepositoryHandle repository, nint index);

    [LibraryImport(Library, EntryPoint = "git_attr_value")]
    public static partial AttributeKind KindOfAttribute(nint value);

    /// <summary>Begins to store a pack in a folder, with its index.</summary>
    [LibraryImport(Library, EntryPoint = "git_indexer_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int NewIndexer(out IndexerHandle indexer, string folder, uint mode, nint objects, nint options);

    [LibraryImport(Library, EntryPoint = "git_indexer_append")]
    public static unsafe partial int Append(IndexerHandle indexer, byte* bytes, nuint length, ref IndexerProgress progress);

    /// <summary>Checks the pack and puts it in its place.</summary>
    [LibraryImport(Library, EntryPoint = "git_indexer_commit")]
    public static partial int Commit(IndexerHandle indexer, ref IndexerProgress progress);

    [LibraryImport(Library, EntryPoint = "git_indexer_name")]
    public static partial nint NameOf(IndexerHandle indexer);

    [LibraryImport(Library, EntryPoint = "git_indexer_free")]
    public static partial void FreeIndexer(nint indexer);

    /// <summary>Opens the object database in a folder, with its alternates.</summary>
    [LibraryImport(Library, EntryPoint = "git_odb_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenObjects(out ObjectsHandle objects, string folder);

    [LibraryImport(Library, EntryPoint = "git_odb_free")]
    public static partial void FreeObjects(nint objects);

    /// <summary>Reads an object and checks that it has its id.</summary>
    [LibraryImport(Library, EntryPoint = "git_odb_read")]
    public static partial int ReadObject(out nint found, ObjectsHandle objects, ReadOnlySpan<byte> id);

    [LibraryImport(Library, EntryPoint = "git_odb_read_header")]
    public static partial int ReadHeader(out nuint length, out int type, ObjectsHandle objects, ReadOnlySpan<byte> id);

    [LibraryImport(Library, EntryPoint = "git_odb_exists_ext")]
    public static partial int Exists(ObjectsHandle objects, ReadOnlySpan<byte> id, uint flags);

    [LibraryImport(Library, EntryPoint = "git_odb_object_type")]
    public static partial int TypeOfObject(nint found);

    [LibraryImport(Library, EntryPoint = "git_odb_object_size")]
    public static partial nuint LengthOfObject(nint found);

    [LibraryImport(Library, EntryPoint = "git_odb_object_data")]
    public static unsafe partial byte* BytesOfObject(nint found);

    [LibraryImport(Library, EntryPoint = "git_odb_object_free")]
    public static partial void FreeObject(nint found);

    private static unsafe string? LastError()
    {
        var error = (Error*)GetLastError();
        return error is null ? null : Marshal.PtrToStringUTF8(error->Message);
    }

    [LibraryImport(Library, EntryPoint = "git_error_last")]
    private static partial nint GetLastError();

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? paths) =>
        name == Library ? NativeLibrary.Load($"git2-{GlobalSettings.Version.LibGit2CommitSha}", typeof(Repository).Assembly, null) : 0;

    /// <summary>A <c>git_error</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Error
    {
        public nint Message;
        public int Class;
    }
}
