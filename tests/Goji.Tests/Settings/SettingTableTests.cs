using System.Collections;
using Goji.Model;
using Goji.Settings;
using Goji.Tests.Git;

namespace Goji.Tests.Settings;

public sealed class SettingTableTests
{
    public static TheoryData<string> Names { get; } = [.. SettingTable.All.Select(setting => setting.Name)];

    [Fact]
    public void Every_option_of_the_library_is_a_setting()
    {
        var options = typeof(GojiOptions).GetProperties().Select(property => property.Name);

        Assert.Empty(options.Except(SettingTable.All.Select(setting => setting.Name)));
    }

    [Fact]
    public void No_two_settings_have_a_name_in_common()
    {
        Assert.All<Func<Setting, string?>>(
            [setting => setting.Name, setting => setting.AddinName, setting => setting.Key, setting => setting.Option, setting => setting.ShortOption, setting => setting.Variable],
            name => Assert.Distinct(SettingTable.All.Select(name).OfType<string>()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_setting_has_takers_and_is_described_in_sentences_and_its_default_is_valid(string name)
    {
        var setting = Named(name);

        Assert.EndsWith(".", setting.Help, StringComparison.Ordinal);
        Assert.NotEqual(0, (int)setting.Scope);
        Assert.NotEmpty(setting.Default);
        Assert.Null(setting.Problem(new GojiOptions()));
    }

    [Theory]
    [InlineData("main", true)]
    [InlineData("jobs/prod-1.x", true)]
    [InlineData("äöü@b", true)]
    [InlineData("", false)]
    [InlineData("@", false)]
    [InlineData("-x", false)]
    [InlineData("a b", false)]
    [InlineData("main~1", false)]
    [InlineData("main@{1}", false)]
    [InlineData("jobs/..", false)]
    [InlineData("jobs/.x", false)]
    [InlineData("jobs//x", false)]
    [InlineData("jobs/", false)]
    [InlineData("x.lock/y", false)]
    [InlineData("x.", false)]
    [InlineData("a\nb", false)]
    public void Branch_has_a_name_that_git_accepts(string branch, bool isValid)
    {
        Assert.Equal(isValid, Named("Branch").Problem(new GojiOptions { Branch = branch }) is null);
    }

    // Kubernetes gives pods variables such as GOJI_PORT for a service that is called goji.
    [Theory]
    [MemberData(nameof(Names))]
    public void No_variable_can_be_one_that_Kubernetes_sets_for_a_service(string name)
    {
        Assert.DoesNotMatch("^GOJI_(SERVICE_|PORT)|_SERVICE_HOST$|_SERVICE_PORT|_PORT$|_PORT_", Named(name).Variable ?? "");
    }

    [Theory]
    [InlineData("PollInterval", "--poll-interval", "GOJI_POLL_INTERVAL", "pollInterval")]
    [InlineData("JUnitReport", "--junit-report", "GOJI_JUNIT_REPORT", "junitReport")]
    [InlineData("SkipCi", "--skip-ci", "GOJI_SKIP_CI", "skipCi")]
    [InlineData("Repository", "--repository", "GIT_REPOSITORY", "repository")]
    public void Option_variable_and_key_follow_from_the_name(string name, string option, string variable, string key)
    {
        var setting = Named(name);

        Assert.Equal((option, variable, key), (setting.Option, setting.Variable, setting.Key));
    }

    [Fact]
    public void Messages_of_the_library_name_an_option_as_the_table_does()
    {
        Assert.All(SettingTable.All.Where(setting => typeof(GojiOptions).GetProperty(setting.Name) is not null && !setting.IsSecret && setting.Option is not null), setting => Assert.Equal(setting.Label, SettingNames.Of(setting.Name)));
    }

    [Fact]
    public void A_runner_has_a_copy_of_every_option()
    {
        var options = new GojiOptions { Directory = "here", Parallelism = 3, AllowedKinds = ["ConfigMap"], WaitFor = ["a.yaml"] };

        var copy = options.Copy();

        Assert.Equivalent(options, copy, strict: true);
        Assert.All(
            typeof(GojiOptions).GetProperties().Where(property => typeof(IEnumerable).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(string)),
            property => Assert.NotSame(property.GetValue(options), property.GetValue(copy)));
    }

    [Fact]
    public void All_options_that_are_out_of_range_are_reported_together()
    {
        var options = new GojiOptions
        {
            PollInterval = TimeSpan.Zero,
            LogLines = -1,
            MaxProcessing = -1,
            Parallelism = 0,
            FailStuckAfter = TimeSpan.FromSeconds(-1),
            Wait = TimeSpan.FromSeconds(-1),
            CommitterName = "a\nb",
            CommitterEmail = " ",
        };

        var thrown = Assert.Throws<GojiUsageException>(() => new GojiRunner(options, new RecordedLog()));

        Assert.Equal(
            [
                "8 settings are wrong:",
                "- CommitterName (--committer-name) must not contain '<', '>' or line breaks.",
                "- CommitterEmail (--committer-email) must not be empty.",
                "- MaxProcessing (--max-processing) must be 0 or more.",
                "- Wait (--wait) must be 0s or more.",
                "- FailStuckAfter (--fail-stuck-after) must be more than 0s.",
                "- PollInterval (--poll-interval) must be more than 0s.",
                "- Parallelism (--parallelism) must be 1 or more.",
                "- LogLines (--log-lines) must be 0 or more.",
            ],
            thrown.Message.Split('\n'));
    }

    private static Setting Named(string name) => SettingTable.All.Single(setting => setting.Name == name);
}
