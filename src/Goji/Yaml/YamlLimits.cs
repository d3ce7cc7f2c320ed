namespace Goji.Yaml;

/// <summary>Bounds on what a committer can make a runner spend on one job file. Real manifests stay far below each of them.</summary>
internal static class YamlLimits
{
    public const int Documents = 100;

    /// <summary>Mappings and sequences inside of one another. Every recursion over a manifest is bounded by it.</summary>
    public const int Depth = 100;

    /// <summary>Keys and values of one file once its aliases are written out.</summary>
    public const int Nodes = 100_000;

    /// <summary>Characters of one file's keys and values once its aliases are written out.</summary>
    public const long Characters = 10 * 1024 * 1024;

    public static YamlSyntaxException TooManyDocuments(int document, int line)
        => new(document, line, 0, $"The file holds more than {Documents} documents. Spread them over several files.");

    public static YamlSyntaxException TooDeep(int document, int line, int column)
        => new(
            document,
            line,
            column,
            $"Mappings and lists are nested more than {Depth} deep. No Kubernetes resource is; write the manifest flatter.");
}
