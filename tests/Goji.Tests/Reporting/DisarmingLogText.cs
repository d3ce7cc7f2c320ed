using Goji.Reporting;

namespace Goji.Tests.Reporting;

public sealed class DisarmingLogText
{
    [Theory]
    [InlineData("::error::x", ": :error::x")]
    [InlineData("a\n  ::error file=a::x", "a\n  : :error file=a::x")]
    [InlineData("a ##vso[task.complete]", "a # #vso[task.complete]")]
    [InlineData("##[group]x", "# #[group]x")]
    [InlineData("###teamcity[x]", "## #teamcity[x]")]
    [InlineData("x @@continua[message value='x']", "x @ @continua[message value='x']")]
    [InlineData("\u001B[1;31mred\u001B[0m", "red")]
    [InlineData("\u001B]8;;http://x\u001B\\link\u001B]8;;\u001B\\", "link")]
    [InlineData("\u009B31mred", "red")]
    [InlineData("#\u001B[0m#vso[x]", "# #vso[x]")]
    [InlineData("50%\r100%", "50%\n100%")]
    [InlineData("a\u0000b\u202Ec", "a\\u0000b\\u202Ec")]
    public void Workflow_commands_are_escaped(string text, string harmless) => Assert.Equal(harmless, LogText.Disarm(text));

    [Fact]
    public void Unpaired_surrogate_is_written_as_its_number() => Assert.Equal("half \\uD83D", LogText.Disarm("half \uD83D"));

    [Theory]
    [InlineData("std::vector ## heading")]
    [InlineData("Grüße, 日本語 🎉\tok")]
    public void Other_text_is_unchanged(string text) => Assert.Equal(text, LogText.Disarm(text));

    [Theory]
    [InlineData("plain", null)]
    [InlineData("\e[2Jgone", null)]
    [InlineData("\e[1;31mred\e[0m and \e[38;5;200mpink", "\e[1;31mred\e[0m and \e[38;5;200mpink")]
    [InlineData("\e[31mred\e[2J\e]0;title\a ##vso[x]", "\e[31mred # #vso[x]")]
    public void Only_colours_are_kept_for_a_terminal(string text, string? expected) => Assert.Equal(expected, LogText.DisarmButColours(text));
}
