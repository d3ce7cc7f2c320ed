// The script that .github/workflows and the Jenkinsfile beside it run: one pass over the jobs repository, with reports that both can show.
//   dotnet cake ci.cake [--context=production]
#addin "nuget:?package=Goji.Cake&version=1.0.0&loaddependencies=true"
using Goji.Reporting;

var context = Argument("context", "");

var settings = new GojiSettings
{
    Directory = "./clone/ci",
    Context = context != "" ? context : null,
    Sandbox = context == "",
    Wait = TimeSpan.FromMinutes(30),
};

Task("Jobs")
    .Does(() =>
{
    GojiInit(settings);
    GojiReport report = GojiProcess(settings);

    ReportFiles.Write("./artifacts/goji.xml", JUnitReport.Write(report));
    ReportFiles.Write("./artifacts/goji.json", JsonReport.Write(report));
    if (EnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
    {
        System.IO.File.AppendAllText(summary, MarkdownReport.Write(report));
    }

    if (report.Failed.Any() || report.Unknown.Any())
    {
        throw new CakeException($"{report.Failed.Count()} jobs failed and {report.Unknown.Count()} are unknown; see the report.");
    }
});

RunTarget(Argument("target", "Jobs"));
