using Goji.Cake.Configuration;
using Goji.Cake.Reporting;
using Goji.Testing;

namespace Goji.Cake.Tests.BuildServers;

public sealed class WritingReportFiles : IDisposable
{
    private readonly TemporaryDirectory place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_pass_writes_the_configured_files()
    {
        var origin = BareOrigin.WithStateFolders(place);
        origin.Clone(place["jobs"]);
        var build = new Build(place) { Paths = new(place["out/r.json"], place["out/r.xml"], place["out/r.html"]) };

        await build.ReportAsync(Reports.Mixed);

        Assert.StartsWith("{\n  \"version\": 1,", File.ReadAllText(place["out/r.json"]), StringComparison.Ordinal);
        Assert.StartsWith("<?xml", File.ReadAllText(place["out/r.xml"]), StringComparison.Ordinal);
        Assert.Contains(origin.Tip[..10], File.ReadAllText(place["out/r.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unwritable_file_is_an_error_after_the_build_system_got_its_report()
    {
        Directory.CreateDirectory(place["taken"]);
        var build = new Build(place) { Paths = new(place["taken"], null, null) }.With(("TEAMCITY_VERSION", "1"));

        await Assert.ThrowsAsync<GojiUsageException>(() => build.ReportAsync(Reports.Mixed));

        Assert.NotEmpty(build.Messages);
    }

    [Fact]
    public void Paths_come_from_the_script_else_from_Cakes_configuration_and_start_at_the_scripts_folder()
    {
        var context = new CiContext(place);
        context.Settings["Goji_JUnitReport"] = "out/configured.xml";
        context.Settings["Goji_JsonReport"] = "out/configured.json";

        var paths = ResolvedSettings.From(context, new GojiSettings { JsonReport = "mine.json" }).Reports;

        Assert.Equal((place["mine.json"], place["out/configured.xml"], null), (paths.Json?.FullPath, paths.JUnit?.FullPath, paths.Html?.FullPath));
    }

    [Fact]
    public void The_build_system_gets_nothing_when_the_configuration_disables_it()
    {
        var context = new CiContext(place);
        context.Environment.Variables["BUILD_URL"] = "https://jenkins.example/7";
        context.Environment.Variables["JENKINS_URL"] = "https://jenkins.example/";
        context.Settings["Goji_BuildSystem"] = "false";

        Assert.Null(Resolved(new()).BuildUrl);
        Assert.Equal("https://jenkins.example/7", Resolved(new() { BuildSystem = true }).BuildUrl);

        GojiOptions Resolved(GojiSettings settings)
        {
            var resolved = ResolvedSettings.From(context, settings);
            PassReporting.For(context, resolved);
            return resolved.Options;
        }
    }
}
