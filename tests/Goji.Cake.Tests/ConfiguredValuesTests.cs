using Cake.Core.Configuration;

namespace Goji.Cake.Tests;

public sealed class ConfiguredValuesTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1H", 3600)]
    [InlineData("00:01:30", 90)]
    [InlineData("0s", 0)]
    public void Times_are_written_with_a_unit_or_colons(string text, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Configured("Wait", text).Time("Wait"));
    }

    [Theory]
    [InlineData("10")]
    [InlineData("-5s")]
    [InlineData("s")]
    [InlineData("1d")]
    [InlineData("10:00")]
    [InlineData("99999999999s")]
    public void Other_times_are_refused(string text)
    {
        var thrown = Assert.Throws<GojiUsageException>(() => Configured("Wait", text).Time("Wait"));

        Assert.Equal(
            $"The value '{text}' of 'Goji_Wait' in Cake's configuration is not a time such as 90s, 10m, 1h or 00:10:00. " +
            "Correct it in cake.config, the environment variable 'CAKE_GOJI_WAIT' or the argument '--goji_wait'.",
            thrown.Message);
    }

    [Theory]
    [InlineData("maybe")]
    [InlineData("1")]
    public void A_switch_is_true_or_false(string text)
    {
        var thrown = Assert.Throws<GojiUsageException>(() => Configured("SkipCi", text).Switch("SkipCi"));

        Assert.StartsWith($"The value '{text}' of 'Goji_SkipCi' in Cake's configuration is not true or false.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("16.5")]
    [InlineData("1,000")]
    [InlineData("3000000000")]
    public void A_number_is_a_whole_number(string text)
    {
        var thrown = Assert.Throws<GojiUsageException>(() => Configured("LogLines", text).Number("LogLines"));

        Assert.StartsWith($"The value '{text}' of 'Goji_LogLines' in Cake's configuration is not a whole number.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("Hold, Replace")]
    [InlineData("Drop")]
    public void A_choice_is_one_of_its_names(string text)
    {
        var thrown = Assert.Throws<GojiUsageException>(() => Configured("Duplicates", text).OneOf<DuplicatePolicy>("Duplicates"));

        Assert.StartsWith($"The value '{text}' of 'Goji_Duplicates' in Cake's configuration is not one of Hold, Discard, Replace.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Flags_may_be_several()
    {
        Assert.Equal(GojiFailBuildOn.Failed | GojiFailBuildOn.Held, Configured("FailBuildOn", "failed,held").OneOf<GojiFailBuildOn>("FailBuildOn"));

        var thrown = Assert.Throws<GojiUsageException>(() => Configured("FailBuildOn", "failed,broken").OneOf<GojiFailBuildOn>("FailBuildOn"));
        Assert.Contains("is not one of Nothing, Failed, Unknown, Held, or several of them with commas between.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_value_is_none(string text)
    {
        Assert.Null(Configured("Branch", text).Text("Branch"));
        Assert.Null(Configured("Wait", text).Time("Wait"));
    }

    private static ConfiguredValues Configured(string setting, string value) =>
        new(new CakeConfiguration(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [$"Goji_{setting}"] = value }));
}
