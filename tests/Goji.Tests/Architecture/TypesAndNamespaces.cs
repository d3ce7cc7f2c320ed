using ArchUnitNET.Domain;

namespace Goji.Tests.Architecture;

public sealed class TypesAndNamespaces
{
    /// <summary>Users of the library import the namespace <c>Goji</c> alone: it holds the public types of the root and of the kernel, Model.</summary>
    [Fact]
    public void Namespace_of_a_type_follows_its_folder_or_is_Goji_for_the_public_ones_of_the_kernel() =>
        Library.AssertNone(
            from type in Library.Declared()
            where type.Namespace.FullName != ExpectedNamespace(type)
            select $"{type.FullName} lies in '{Library.FolderOf(type)}': its namespace should be {ExpectedNamespace(type)}");

    [Fact]
    public void Adapters_are_internal() =>
        Library.AssertNone(
            Library.Declared()
                .Where(type => Library.RoomOf(type) is "Git" or "Kubernetes" && !type.FullName.Contains('+') && type.Visibility == Visibility.Public)
                .Select(type => type.FullName));

    private static string ExpectedNamespace(IType type) => (Library.RoomOf(type), type.Visibility) switch
    {
        ("" or "Model", Visibility.Public) or ("", _) => "Goji",
        ("Model", _) => "Goji.Model",
        _ => $"Goji.{Library.FolderOf(type)!.Replace('/', '.')}",
    };
}
