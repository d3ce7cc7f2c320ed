using Xunit;

namespace Goji.Testing;

/// <summary>How a program ended, and what it printed: with a terminal, all of that is its output.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error = "")
{
    /// <summary>Asserts the exit code; on another one, the failure shows the output.</summary>
    public void EndedWith(int exitCode) => Assert.True(ExitCode == exitCode, $"expected the exit code {exitCode}, not {this}");

    public override string ToString() => $"exit code {ExitCode}{Environment.NewLine}{Output}{Environment.NewLine}{Error}";
}
