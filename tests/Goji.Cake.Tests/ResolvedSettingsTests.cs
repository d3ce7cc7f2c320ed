using Cake.Core.IO;
using Goji.Cake.Configuration;
using Goji.Settings;
using Goji.Testing;

namespace Goji.Cake.Tests;

public sealed class ResolvedSettingsTests
{
    private static readonly Setting[] Settings =
    [
        new("Directory", "elsewhere", "/script/elsewhere", new DirectoryPath("./own"), "/script/own"),
        new("Repository", "https://example.com/a.git", "https://example.com/a.git", "https://example.com/b.git", "https://example.com/b.git"),
        new("Branch", "main", "main", "release", "release"),
        new("Username", "ann", "ann", "bob", "bob"),
        new("Password", "secret", "secret", "other", "other"),
        new("CommitterName", "ann", "ann", "bob", "bob"),
        new("CommitterEmail", "ann@example.com", "ann@example.com", "bob@example.com", "bob@example.com"),
        new("SkipCi", "true", true, false, false),
        new("SigningKey", "4F0A", "4F0A", "keys/bot", "keys/bot"),
        new("CommitPrefix", "OPS-7:", "OPS-7:", "JOBS: ", "JOBS: "),
        new("CommitTrailers", "Team: a, Area: b", List("Team: a", "Area: b"), List("Team: c"), List("Team: c")),
        new("Sparse", "true", true, false, false),
        new("Kubeconfig", "kube/config", "/script/kube/config", new FilePath("/etc/kube"), "/etc/kube"),
        new("Context", "staging", "staging", "production", "production"),
        new("Namespace", "jobs", "jobs", "batch", "batch"),
        new("AllowedNamespaces", "a, b", List("a", "b"), List(), List()),
        new("AllowedKinds", "ConfigMap", List("ConfigMap"), List("Secret"), List("Secret")),
        new("PolicyFile", "kube/policy.yaml", "/script/kube/policy.yaml", new FilePath("/etc/policy.yaml"), "/etc/policy.yaml"),
        new("Duplicates", "replace", DuplicatePolicy.Replace, DuplicatePolicy.Discard, DuplicatePolicy.Discard),
        new("QueueFolder", "team-a", "team-a", "team-b/nightly", "team-b/nightly"),
        new("MaxProcessing", "7", 7, 8, 8),
        new("GroupLimits", "orders-db=2", List("orders-db=2"), List("orders-db=3"), List("orders-db=3")),
        new("NamespaceLimits", "team-a=2", List("team-a=2"), List("team-a=3"), List("team-a=3")),
        new("LocalQueue", "team-a", "team-a", "team-b", "team-b"),
        new("WorkloadPriorityClass", "high", "high", "low", "low"),
        new("Parallelism", "3", 3, 4, 4),
        new("Wait", "90s", TimeSpan.FromSeconds(90), TimeSpan.Zero, TimeSpan.Zero),
        new("WaitFor", "a.yaml, team/b.yaml", List("a.yaml", "team/b.yaml"), List("c.yaml"), List("c.yaml")),
        new("OnAbort", "cancel", WaitEndAction.Cancel, WaitEndAction.Leave, WaitEndAction.Leave),
        new("OnTimeout", "cancel", WaitEndAction.Cancel, WaitEndAction.Leave, WaitEndAction.Leave),
        new("CancelReason", "wrong database", "wrong database", "release stopped", "release stopped"),
        new("RequestOnly", "true", true, false, false),
        new("FailStuckAfter", "10m", TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(1)),
        new("PollInterval", "00:00:30", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)),
        new("DryRun", "True", true, false, false),
        new("LogLines", "0", 0, 5, 5),
        new("Logs", "nothing", LogMode.Nothing, LogMode.Failed, LogMode.Failed),
        new("LogLimit", "100", 100, 5, 5),
        new("LogFolder", "logs", "/script/logs", new DirectoryPath("own"), "/script/own"),
        new("FailBuildOn", "Failed, Unknown", GojiFailBuildOn.Failed | GojiFailBuildOn.Unknown, GojiFailBuildOn.Nothing, GojiFailBuildOn.Nothing),
        new("CommitStatus", "auto", CommitStatusMode.Auto, CommitStatusMode.Off, CommitStatusMode.Off),
        new("StatusHost", "gitea", GitHostKind.Gitea, GitHostKind.GitLab, GitHostKind.GitLab),
        new("StatusApi", "https://git.example.com/api", "https://git.example.com/api", "https://other.example.com", "https://other.example.com"),
        new("StatusToken", "secret", "secret", "other", "other"),
        new("PageUrl", "https://goji.example.com", "https://goji.example.com", "https://other.example.com", "https://other.example.com"),
        new("KeepNewest", "100", 100, 0, 0),
        new("KeepFor", "720h", TimeSpan.FromHours(720), TimeSpan.FromDays(1), TimeSpan.FromDays(1)),
        new("PruneStates", "succeeded, Unknown", States(JobState.Succeeded, JobState.Unknown), States(JobState.Failed), States(JobState.Failed)),
        new("SandboxState", "state.json", "/script/state.json", new FilePath("own.json"), "/script/own.json"),
        new("Sandbox", "true", true, false, false),
        new("Offline", "true", true, false, false),
        new("ChangedSince", "origin/main", "origin/main", "HEAD~1", "HEAD~1"),
    ];

    private readonly TestContext context = new();

    public static TheoryData<string> Names { get; } = [.. Settings.Select(setting => setting.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cakes_configuration_supplies_what_the_script_leaves_out(string name)
    {
        var setting = Settings.Single(setting => setting.Name == name);
        context.Settings[$"Goji_{name}"] = setting.Configured;

        Assert.Equal(setting.ConfiguredValue, Resolved(name, new GojiSettings()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_the_script_sets_wins(string name)
    {
        var setting = Settings.Single(setting => setting.Name == name);
        context.Settings[$"Goji_{name}"] = setting.Configured;
        var settings = new GojiSettings();
        typeof(GojiSettings).GetProperty(name)!.SetValue(settings, setting.Set);

        Assert.Equal(setting.SetValue, Resolved(name, settings));
    }

    /// <summary>What other tests resolve: WritingReportFiles and the one below. Targets of messages have no form in Cake's configuration.</summary>
    private static readonly string[] OfOthers = ["BuildSystem", "JsonReport", "JUnitReport", "HtmlReport", "Config", "Notifications"];

    [Fact]
    public void No_setting_is_missing_above()
    {
        Assert.Equal(
            typeof(GojiSettings).GetProperties().Select(property => property.Name).Order(),
            Settings.Select(setting => setting.Name).Concat(OfOthers).Order());
    }

    [Fact]
    public void Every_property_is_a_setting_of_the_table_and_the_other_way_round()
    {
        Assert.Equal(
            SettingTable.All.Where(setting => setting.IsTakenBy(SettingScope.Addin)).Select(setting => setting.AddinName).Order(),
            typeof(GojiSettings).GetProperties().Select(property => property.Name).Order());
    }

    [Fact]
    public void The_configuration_file_comes_last_and_its_paths_are_relative_to_it()
    {
        using var place = new TemporaryDirectory();
        File.WriteAllText(place["goji.yaml"], "branch: of-the-file\nnamespace: of-the-file\ncontext: of-the-file\ndirectory: clone\nfailOn: [failed]\n");
        context.Settings["Goji_Context"] = "of-cake";
        context.Environment.Variables["GOJI_NAMESPACE"] = "of-a-variable";

        var resolved = ResolvedSettings.From(context, new() { Config = new FilePath(place["goji.yaml"]) });

        Assert.Equal(
            ("of-the-file", "of-a-variable", "of-cake", place["clone"], GojiFailBuildOn.Failed),
            (resolved.Options.Branch, resolved.Options.Namespace, resolved.Options.Context, resolved.Options.Directory, resolved.FailBuildOn));
    }

    [Theory]
    [InlineData("Branch", "GOJI_BRANCH")]
    [InlineData("Repository", "GIT_REPOSITORY")]
    [InlineData("Username", "GIT_USERNAME")]
    [InlineData("Password", "GIT_PASSWORD")]
    public void The_environment_comes_after_Cakes_configuration(string name, string variable)
    {
        context.Environment.Variables[variable] = "of-the-environment";

        Assert.Equal("of-the-environment", Resolved(name, new GojiSettings()));

        context.Settings[$"Goji_{name}"] = "of-the-configuration";

        Assert.Equal("of-the-configuration", Resolved(name, new GojiSettings()));
    }

    [Theory]
    [InlineData("GOJI_DRY_RUNN", "GOJI_DRY_RUN")]
    [InlineData("CAKE_GOJI_FAILBUILD", "CAKE_GOJI_FAILBUILDON")]
    [InlineData("CAKE_GOJI_DRY_RUN", "CAKE_GOJI_DRYRUN")]
    public void Misspelt_variable_is_refused_with_the_right_name(string name, string meant)
    {
        context.Environment.Variables[name] = "true";
        context.Environment.Variables["GOJI_OF_ANOTHER_PROGRAM"] = "1";

        var failure = Assert.Throws<GojiUsageException>(() => ResolvedSettings.From(context, new()));

        Assert.Equal($"No setting has the environment variable '{name}'. Correct it to '{meant}', or unset it.", failure.Message);
    }

    [Fact]
    public void Unset_values_have_the_librarys_default()
    {
        context.Environment.Variables["GIT_REPOSITORY"] = "";

        var resolved = ResolvedSettings.From(context, new GojiSettings());

        Assert.Equivalent(new GojiOptions { Directory = "/script/jobs" }, resolved.Options, strict: true);
        Assert.Equal((null, GojiFailBuildOn.Nothing), (resolved.SandboxState, resolved.FailBuildOn));
    }

    [Fact]
    public void The_sandbox_keeps_its_state_where_git_never_commits_it()
    {
        var resolved = ResolvedSettings.From(context, new GojiSettings { Directory = "elsewhere", Sandbox = true });

        Assert.Equal("/script/elsewhere/.git/goji/sandbox.json", resolved.SandboxState!.FullPath);
    }

    private static JobState[] States(params JobState[] states) => states;

    private static string[] List(params string[] items) => items;

    private object? Resolved(string name, GojiSettings settings)
    {
        settings.Sandbox ??= name == "SandboxState" ? true : null;
        var resolved = ResolvedSettings.From(context, settings);
        return name switch
        {
            nameof(GojiSettings.Sandbox) => resolved.SandboxState is not null,
            nameof(GojiSettings.SandboxState) => resolved.SandboxState?.FullPath,
            nameof(GojiSettings.FailBuildOn) => resolved.FailBuildOn,
            nameof(GojiSettings.Offline) => resolved.Check.Offline,
            nameof(GojiSettings.ChangedSince) => resolved.Check.ChangedSince,
            nameof(GojiSettings.CancelReason) => resolved.Cancel.Reason,
            nameof(GojiSettings.RequestOnly) => resolved.Cancel.RequestOnly,
            nameof(GojiSettings.KeepNewest) => resolved.Prune.KeepNewest,
            nameof(GojiSettings.KeepFor) => resolved.Prune.KeepFor,
            nameof(GojiSettings.PruneStates) => resolved.Prune.States,
            _ => typeof(GojiOptions).GetProperty(name)!.GetValue(resolved.Options),
        };
    }

    /// <summary>A setting with a text of the configuration, the value that the library gets for it, a value that a script sets, and the value that the library gets for that.</summary>
    private sealed record Setting(string Name, string Configured, object ConfiguredValue, object Set, object SetValue);
}
