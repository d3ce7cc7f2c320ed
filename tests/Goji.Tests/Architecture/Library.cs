using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Goji.Testing;

namespace Goji.Tests.Architecture;

/// <summary>The library as its architecture tests see it: its types, and the folder of src/Goji that holds the file of each.</summary>
internal static class Library
{
    private static readonly Lazy<ILookup<string, string>> FoldersByType = new(() =>
        SourceFiles().ToLookup(file => System.IO.Path.GetFileName(file).Split('.', '{')[0], file => System.IO.Path.GetDirectoryName(file)!.Replace('\\', '/')));

    public static string Source { get; } = Need.Folder("src/Goji")!;

    public static ArchUnitNET.Domain.Architecture Types { get; } = new ArchLoader().LoadAssemblies(typeof(GojiRunner).Assembly).Build();

    /// <summary>Returns the types that this project declares. The compiler and source generators add some of their own.</summary>
    public static IEnumerable<IType> Declared() => Types.Types.Where(type => FolderOf(type) is not null);

    /// <summary>Returns the folder, relative to <see cref="Source"/>, of the file that is named after a type or the type around it.</summary>
    public static string? FolderOf(IType type)
    {
        var name = type.FullName.Split('+')[0];
        var folders = FoldersByType.Value[name[(name.LastIndexOf('.') + 1)..].Split('`')[0]].Distinct().ToList();
        return folders.Count < 2 ? folders.SingleOrDefault() : folders.Single(folder => name.StartsWith($"Goji.{folder.Replace('/', '.')}.", StringComparison.Ordinal));
    }

    /// <summary>Returns the first folder on the way to a type; empty for those at the root.</summary>
    public static string RoomOf(IType type) => FolderOf(type)!.Split('/')[0];

    /// <summary>Returns the source files, relative to <see cref="Source"/>.</summary>
    public static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Source, file))
            .Where(file => file.Split(System.IO.Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));

    /// <summary>Fails with all of some findings, each on a line.</summary>
    public static void AssertNone(IEnumerable<string> findings) => Assert.True(!findings.Any(), string.Join('\n', findings));
}
