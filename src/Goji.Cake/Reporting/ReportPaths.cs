using Cake.Core.IO;

namespace Goji.Cake.Reporting;

/// <summary>The files that a pass writes, absolute; null for none.</summary>
internal sealed record ReportPaths(FilePath? Json, FilePath? JUnit, FilePath? Html)
{
    /// <summary>The folder with the whole logs of Jobs.</summary>
    public DirectoryPath? Logs { get; init; }
}
