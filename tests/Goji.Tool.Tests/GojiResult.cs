namespace Goji.Tool.Tests;

/// <summary>How a run of the tool ended, and what it said.</summary>
internal sealed record GojiResult(int ExitCode, string Output, string Error);
