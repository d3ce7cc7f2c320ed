namespace Goji.Tool.Tests;

/// <summary>Where awaited jobs are shown live.</summary>
public sealed class ScreenDetectionTests
{
    [Theory]
    [InlineData("TERM=xterm", true)]
    [InlineData("WT_SESSION=1", true)]
    [InlineData("TERM=dumb,WT_SESSION=1", true)]
    [InlineData("TERM=xterm,CI=", true)]
    [InlineData("TERM=xterm,NO_COLOR=1", true)]
    [InlineData("", false)]
    [InlineData("TERM=", false)]
    [InlineData("TERM=dumb", false)]
    [InlineData("TERM=xterm,CI=true", false)]
    [InlineData("WT_SESSION=1,CI=1", false)]
    public void Lines_are_drawn_anew_on_a_terminal_that_a_person_watches(string variables, bool expected)
    {
        var values = variables.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('='))
            .ToDictionary(variable => variable[0], variable => variable[1]);

        Assert.Equal(expected, ScreenDetection.IsScreen(isRedirected: false, values.GetValueOrDefault));
        Assert.False(ScreenDetection.IsScreen(isRedirected: true, values.GetValueOrDefault));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("0", false)]
    [InlineData("1", false)]
    public void Colours_are_switched_off_by_the_variable_of_no_color_org(string? value, bool expected) =>
        Assert.Equal(expected, ScreenDetection.HasColours(name => name == "NO_COLOR" ? value : null));
}
