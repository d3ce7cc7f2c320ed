using System.Text;
using Goji.Settings;
using Goji.Settings.Sources;
using Goji.Testing;

namespace Goji.Tests.Settings;

public sealed class ConfigFileTests : IDisposable
{
    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Settings_are_read_in_every_form()
    {
        var values = Read(
            """
            # What every command uses.
            branch: main
            parallelism: 4
            pollInterval: 1m30s
            dryRun: yes
            duplicates: replace
            allowedNamespaces: [team-a, team-b]
            allowedKinds: ConfigMap,Secret
            waitFor:
            - a.yaml
            - odd,name.yaml
            committerName:
            """);

        var options = values.Options(SettingScope.All);
        values.ThrowIfWrong();

        Assert.Equivalent(
            new GojiOptions
            {
                Branch = "main",
                Parallelism = 4,
                PollInterval = TimeSpan.FromSeconds(90),
                DryRun = true,
                Duplicates = DuplicatePolicy.Replace,
                AllowedNamespaces = ["team-a", "team-b"],
                AllowedKinds = ["ConfigMap", "Secret"],
                WaitFor = ["a.yaml", "odd,name.yaml"],
            },
            options,
            strict: true);
    }

    [Fact]
    public void Relative_paths_start_at_the_folder_of_the_file()
    {
        Assert.Equal(place["clone"], Read("directory: clone").Get(SettingTable.Directory));
    }

    [Theory]
    [InlineData("pollIntervall: 5s", "line 1: 'pollIntervall' is not a setting. Did you mean 'pollInterval'?")]
    [InlineData("branch: a\nfoo: 5s", "line 2: 'foo' is not a setting.")]
    [InlineData("config: other.yaml", "line 1: 'config' is not a setting.")]
    [InlineData("password: hunter2", "line 1: 'password' is a secret, and this file is no place for one. Set the environment variable 'GIT_PASSWORD' instead.")]
    [InlineData("branch: a\nbranch: b", "line 2: 'branch' is set twice; the first time in line 1. Remove one of the two.")]
    [InlineData("branch: a\nlogLines: -1", "line 2: The value '-1' of 'logLines' is not a whole number of 0 or more.")]
    [InlineData("branch: [a, b]", "line 1: The value 'a,b' of 'branch' is not a single value.")]
    [InlineData("wait: {minutes: 5}", "line 1: The value of 'wait' is not a list, which only the configuration file can hold.")]
    [InlineData("parallelism: 0", "line 1: The value '0' of 'parallelism' must be 1 or more.")]
    [InlineData("branch: 'a", "line 1: ")]
    [InlineData("- branch", "is not one YAML mapping. Write each setting on a line of its own, such as 'pollInterval: 10s'.")]
    [InlineData("branch: a\n---\nbranch: b", "is not one YAML mapping.")]
    public void Mistakes_are_named_with_file_and_line(string content, string message)
    {
        var thrown = Assert.Throws<GojiUsageException>(() =>
        {
            var values = Read(content);
            values.Options(SettingScope.All);
            values.ThrowIfWrong();
        });

        Assert.Contains(place["goji.yaml"], thrown.Message, StringComparison.Ordinal);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# Nothing yet.\n")]
    [InlineData("branch:\n")]
    public void An_empty_file_sets_nothing(string content) => Assert.Null(Read(content).Get(SettingTable.Branch));

    [Fact]
    public void A_missing_file_is_named()
    {
        var thrown = Assert.Throws<GojiUsageException>(() => ConfigFile.Read(place["missing.yaml"]));

        Assert.StartsWith($"The configuration file '{place["missing.yaml"]}' cannot be read: ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_source_that_has_a_setting_wins()
    {
        File.WriteAllText(place["goji.yaml"], "branch: of-the-file\ncontext: of-the-file\nnamespace: of-the-file\n");
        var variables = new Dictionary<string, string> { ["GOJI_BRANCH"] = "of-a-variable", ["GOJI_CONTEXT"] = " ", ["GIT_PASSWORD"] = "secret\r\n" };
        var values = new SettingValues(new VariableSource(variables.GetValueOrDefault), ConfigFile.Read(place["goji.yaml"]));

        Assert.Equal(("of-a-variable", "of-the-file", "secret"), (values.Get(SettingTable.Branch), values.Get(SettingTable.Context), values.Get(SettingTable.Password)));
    }

    private SettingValues Read(string content)
    {
        File.WriteAllText(place["goji.yaml"], content, Encoding.UTF8);
        return new(ConfigFile.Read(place["goji.yaml"]));
    }
}
