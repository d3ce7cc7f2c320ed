using Goji.Manifests;

namespace Goji.Benchmarks.Work;

/// <summary>Reads a folder of manifests, and parses them as Goji does.</summary>
internal static class ParseFloor
{
    public static string Run(Arguments arguments)
    {
        var files = Directory.GetFiles(arguments["folder"], "*.yaml", SearchOption.AllDirectories);
        var documents = files.Sum(file => ManifestReader.ReadDocuments(Path.GetFileName(file), File.ReadAllBytes(file)).Count);
        return $"{files.Length} files, {documents} documents";
    }
}
