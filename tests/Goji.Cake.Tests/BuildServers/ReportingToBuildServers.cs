using Goji.Testing;

namespace Goji.Cake.Tests.BuildServers;

public sealed class ReportingToBuildServers : IDisposable
{
    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    private Build GitHub => new Build(place).With(("GITHUB_ACTIONS", "true"), ("GITHUB_WORKSPACE", place.Path), ("GITHUB_STEP_SUMMARY", place["summary.md"]));

    [Fact]
    public async Task GitHub_annotates_the_job_files_and_shows_a_summary()
    {
        Directory.CreateDirectory(place["jobs/failed/team-a"]);
        File.WriteAllText(place["jobs/failed/team-a/x.yaml"], "");
        File.WriteAllText(place["summary.md"], "before\n");
        var build = GitHub;

        await build.ReportAsync(Reports.Mixed);

        Assert.Equal(
            [
                "::error title=team-a/x.yaml failed,file=jobs/failed/team-a/x.yaml::Job a/x: BackoffLimitExceeded.",
                "::warning title=gone.yaml is unknown::Gone.",
                "::warning title=Goji::A warning.",
            ],
            build.Messages);
        Assert.StartsWith("before\n### Goji: 3 jobs", File.ReadAllText(place["summary.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHub_gets_ten_annotations_of_a_kind_and_the_last_counts_the_rest()
    {
        var build = GitHub;

        await build.ReportAsync(Reports.Failing(25));

        Assert.Equal(10, build.Messages.Count);
        Assert.Equal("::error title=Goji::16 more are in the summary of this step and in its log.", build.Messages[^1]);
    }

    [Fact]
    public void GitHub_masks_the_password_before_the_pass()
    {
        var build = GitHub;
        build.Options.Password = "s3cret";

        build.Start();

        Assert.Equal("::add-mask::s3cret", Assert.Single(build.Messages));
    }

    [Fact]
    public async Task Azure_gets_issues_a_summary_test_results_and_the_page()
    {
        var build = new Build(place) { Paths = new(null, place["out/junit.xml"], null) }.With(("TF_BUILD", "true"), ("AGENT_TEMPDIRECTORY", place.Path));

        await build.ReportAsync(Reports.Mixed);

        Assert.Equal("##vso[task.logissue type=error;]team-a/x.yaml failed: Job a/x: BackoffLimitExceeded.", build.Messages[0]);
        Assert.Equal("##vso[task.logissue type=warning;]gone.yaml is unknown: Gone.", build.Messages[1]);
        Assert.StartsWith("##vso[task.uploadsummary]" + place.Path, build.Messages[3], StringComparison.Ordinal);
        Assert.StartsWith("### Goji: 3 jobs", File.ReadAllText(build.Messages[3]["##vso[task.uploadsummary]".Length..]), StringComparison.Ordinal);
        Assert.Equal($"##vso[results.publish type=JUnit;runTitle='Goji';resultFiles={place["out/junit.xml"]};]", build.Messages[4].TrimEnd());
        Assert.Equal(5, build.Messages.Count);
    }

    [Fact]
    public async Task TeamCity_gets_problems_only_for_what_fails_the_build()
    {
        var build = new Build(place) { FailBuildOn = GojiFailBuildOn.Failed }.With(("TEAMCITY_VERSION", "2026.1"));

        await build.ReportAsync(Reports.Mixed);

        Assert.Matches("^##teamcity\\[buildProblem description='team-a/x.yaml failed: Job a/x: BackoffLimitExceeded.' identity='goji[0-9A-F]{56}'\\]$", build.Messages[0]);
        Assert.Equal("##teamcity[message text='gone.yaml is unknown: Gone.' status='WARNING']", build.Messages[1]);
        Assert.Equal("##teamcity[buildStatus text='{build.status.text}; Jobs: 1 succeeded, 1 failed, 1 unknown']", build.Messages[3]);
    }

    [Fact]
    public async Task TeamCity_gets_no_problem_where_the_script_decides()
    {
        var build = new Build(place).With(("TEAMCITY_VERSION", "2026.1"));

        await build.ReportAsync(Reports.Mixed);

        Assert.DoesNotContain(build.Messages, message => message.Contains("buildProblem", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MyGet_gets_messages()
    {
        var build = new Build(place) { FailBuildOn = GojiFailBuildOn.Failed }.With(("BuildRunner", "MyGet"));

        await build.ReportAsync(Reports.Mixed);

        Assert.Equal("##myget[buildProblem description='team-a/x.yaml failed: Job a/x: BackoffLimitExceeded.']", build.Messages[0]);
        Assert.Equal("##myget[message text='gone.yaml is unknown: Gone.' status='WARNING']", build.Messages[1]);
    }

    [Fact]
    public async Task AppVeyor_gets_messages_whose_quotes_cannot_end_the_argument()
    {
        var build = new Build(place).With(("APPVEYOR", "true"));

        await build.ReportAsync(Reports.Failing(1, "a \" -Category \\"));

        Assert.Equal(
            "appveyor AddMessage \"0a ' -Category /.yaml failed\" -Category \"Error\" -Details \"a ' -Category / a ' -Category /\"",
            Assert.Single(build.Context.Processes.Started));
    }

    [Fact]
    public async Task Continua_gets_messages_and_the_status()
    {
        var build = new Build(place).With(("ContinuaCI.Version", "2"));

        await build.ReportAsync(Reports.Mixed);

        Assert.Contains(build.Messages, message => message.Contains("team-a/x.yaml failed", StringComparison.Ordinal));
        Assert.Contains(build.Messages, message => message.Contains("setBuildStatus", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_reported_without_a_build_system()
    {
        var build = new Build(place);

        await build.ReportAsync(Reports.Mixed);

        Assert.Empty(build.Messages);
        Assert.Null(build.Options.BuildUrl);
        Assert.Contains(build.Context.Log.Lines, line => line.Text.StartsWith("FILE           STATE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", "true")]
    [InlineData("TF_BUILD", "true")]
    [InlineData("TEAMCITY_VERSION", "1")]
    [InlineData("BuildRunner", "MyGet")]
    [InlineData("ContinuaCI.Version", "2")]
    public async Task No_text_of_a_job_becomes_a_command(string variable, string value)
    {
        var build = new Build(place).With((variable, value), ("AGENT_TEMPDIRECTORY", place.Path));

        await build.ReportAsync(Reports.Failing(1, Reports.Hostile));

        Assert.NotEmpty(build.Messages);
        Assert.All(build.Messages, message =>
        {
            Assert.DoesNotContain('\n', message);
            Assert.DoesNotMatch(@"^.+(##[a-z]+\[|@@continua\[)", message);
            Assert.DoesNotContain('\u001B', message);
        });
        Assert.All(build.Context.Log.Lines, line => Assert.DoesNotMatch(@"(?m)^\s*::|##[a-z]+\[|\u001B", line.Text));
    }

    [Fact]
    public async Task A_build_system_that_refuses_is_a_warning()
    {
        var build = new Build(place).With(("APPVEYOR", "true"));
        build.Context.Processes.ExitCode = 1;

        await build.ReportAsync(Reports.Mixed);

        Assert.Equal("The jobs could not be reported to the build system: AddMessage failed (1). Set BuildSystem to false to switch this off.", Assert.Single(build.Warnings));
    }

    [Theory]
    [InlineData("TF_BUILD", "true", "##vso[artifact.upload containerfolder=goji-logs;artifactname=goji-logs;]{0}")]
    [InlineData("TEAMCITY_VERSION", "2026.1", "##teamcity[publishArtifacts '{0} => goji-logs']")]
    [InlineData("GITHUB_ACTIONS", "true", null)]
    [InlineData("BuildRunner", "MyGet", null)]
    public async Task Whole_logs_are_kept_as_an_artifact_where_the_build_system_takes_a_folder(string variable, string value, string? message)
    {
        Directory.CreateDirectory(place["logs"]);
        var build = new Build(place) { Paths = new(null, null, null) { Logs = place["logs"] } }.With((variable, value), ("AGENT_TEMPDIRECTORY", place.Path));

        await build.ReportAsync(Reports.Mixed with { Jobs = [], Warnings = [] });

        Assert.Equal(message is null ? [] : [string.Format(System.Globalization.CultureInfo.InvariantCulture, message, place["logs"])], build.Messages.Where(line => line.Contains("goji-logs", StringComparison.Ordinal)));
        Assert.Empty(build.Warnings);
    }

    [Fact]
    public async Task AppVeyor_keeps_whole_logs_file_by_file()
    {
        Directory.CreateDirectory(place["logs/a.yaml/01"]);
        File.WriteAllText(place["logs/a.yaml/01/a-x.main.log"], "line");
        var build = new Build(place) { Paths = new(null, null, null) { Logs = place["logs"] } }.With(("APPVEYOR", "true"));

        await build.ReportAsync(Reports.Mixed with { Jobs = [], Warnings = [] });

        Assert.Contains("a-x.main.log", Assert.Single(build.Context.Processes.Started), StringComparison.Ordinal);
    }
}
