namespace Goji.Model;

/// <summary>How a program ended, and what it printed.</summary>
/// <param name="ExitCode">The exit code; null where the program did not end in time and was killed.</param>
/// <param name="Output">The standard output.</param>
/// <param name="Error">The standard error output.</param>
internal sealed record ChildResult(int? ExitCode, string Output, string Error);
