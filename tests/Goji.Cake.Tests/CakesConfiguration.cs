using Goji.Cake.Configuration;

namespace Goji.Cake.Tests;

/// <summary>What Cake's configuration holds is a text, and mistakes in it are named with the ways to correct them.</summary>
public sealed class CakesConfiguration
{
    private readonly TestContext context = new();

    [Theory]
    [InlineData("Wait", "10", "a time such as 90s, 10m, 1h, 1h30m, 7d or 00:10:00")]
    [InlineData("SkipCi", "maybe", "true or false")]
    [InlineData("LogLines", "16.5", "a whole number of 0 or more")]
    [InlineData("LogLines", "3000000000", "a whole number of 0 or more")]
    [InlineData("Duplicates", "2", "one of hold, discard, replace")]
    [InlineData("Duplicates", "Hold, Replace", "one of hold, discard, replace")]
    [InlineData("FailBuildOn", "failed,broken", "one or more of nothing, failed, unknown, held, with commas between")]
    public void A_value_that_cannot_be_read_is_named_with_the_ways_to_correct_it(string setting, string text, string meant)
    {
        context.Settings[$"Goji_{setting}"] = text;

        var thrown = Assert.Throws<GojiUsageException>(() => ResolvedSettings.From(context, new()));

        Assert.Equal(
            $"The value '{text}' of 'Goji_{setting}' in Cake's configuration is not {meant}. " +
            $"Correct it in cake.config, the environment variable 'CAKE_GOJI_{setting.ToUpperInvariant()}' or the argument '--goji_{setting.ToLowerInvariant()}'.",
            thrown.Message);
    }

    [Fact]
    public void All_mistakes_are_reported_together_wherever_they_are()
    {
        context.Settings["Goji_Wait"] = "soon";
        context.Environment.Variables["GOJI_LOG_LINES"] = "many";

        var thrown = Assert.Throws<GojiUsageException>(() => ResolvedSettings.From(context, new() { Parallelism = 0, PollInterval = TimeSpan.Zero }));

        Assert.Equal(
            [
                "4 settings are wrong:",
                "- The value 'soon' of 'Goji_Wait' in Cake's configuration is not a time such as 90s, 10m, 1h, 1h30m, 7d or 00:10:00. Correct it in cake.config, the environment variable 'CAKE_GOJI_WAIT' or the argument '--goji_wait'.",
                "- The value '0s' of 'PollInterval' must be more than 0s.",
                "- The value '0' of 'Parallelism' must be 1 or more.",
                "- The value 'many' of the environment variable 'GOJI_LOG_LINES' is not a whole number of 0 or more. Correct it, or unset it.",
            ],
            thrown.Message.Split('\n'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_value_is_none(string text)
    {
        context.Settings["Goji_Branch"] = text;
        context.Settings["Goji_Wait"] = text;

        var options = ResolvedSettings.From(context, new()).Options;

        Assert.Equal((null, null), (options.Branch, options.Wait));
    }
}
