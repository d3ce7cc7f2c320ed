namespace Goji.Tests;

/// <summary>The folder of the project that the tests were built in.</summary>
internal static class ProjectFolder
{
    public static string Path { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Goji.Cake.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above this assembly holds Goji.Cake.sln.");
    }
}
