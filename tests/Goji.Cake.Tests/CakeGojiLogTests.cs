using Cake.Core.Diagnostics;
using Goji.Cake.Running;

namespace Goji.Cake.Tests;

public sealed class CakeGojiLogTests
{
    private readonly RecordingLog cake = new();

    [Theory]
    [InlineData(GojiLogLevel.Error, LogLevel.Error, Verbosity.Quiet)]
    [InlineData(GojiLogLevel.Warning, LogLevel.Warning, Verbosity.Minimal)]
    [InlineData(GojiLogLevel.Information, LogLevel.Information, Verbosity.Normal)]
    [InlineData(GojiLogLevel.Verbose, LogLevel.Verbose, Verbosity.Verbose)]
    [InlineData(GojiLogLevel.Debug, LogLevel.Debug, Verbosity.Diagnostic)]
    public void Every_level_is_shown_from_the_verbosity_that_Cake_shows_it_from(GojiLogLevel level, LogLevel cakeLevel, Verbosity verbosity)
    {
        new CakeGojiLog(cake).Write(level, "Moved {0} to {1}.", "queued/a.yaml", "processing/a.yaml");

        Assert.Equal([(cakeLevel, verbosity, "Moved queued/a.yaml to processing/a.yaml.")], cake.Lines);
    }

    [Fact]
    public void Braces_are_safe_in_a_text_without_arguments_and_in_arguments()
    {
        var log = new CakeGojiLog(cake);

        log.Write(GojiLogLevel.Warning, "The body was {\"kind\":\"Status\"}.");
        log.Write(GojiLogLevel.Warning, "The body was {0}.", "{\"kind\":\"Status\"}");

        Assert.Equal(["The body was {\"kind\":\"Status\"}.", "The body was {\"kind\":\"Status\"}."], cake.Lines.Select(line => line.Text));
    }
}
