using Cake.Core.IO;

namespace Goji.Cake.Reporting;

/// <summary>The files that a pass writes, absolute; null for none.</summary>
internal sealed record ReportPaths(FilePath? Json, FilePath? JUnit, FilePath? Html);
