using System.Text.Json;
using System.Xml.Linq;
using Goji.Model;
using Goji.Reporting.Checks;

namespace Goji.Tests.Checking;

public sealed class WritingFindings
{
    private static readonly CheckReport Report = new()
    {
        Files = ["queued/a b.yaml", "queued/c.yaml"],
        Findings =
        [
            new("queued/a b.yaml", 3, 5, CheckSeverity.Error, "unknown-field", "100 % wrong:\nsecond, line; ]"),
            new("queued/a b.yaml", 0, 0, CheckSeverity.Warning, "same-path", "Held."),
        ],
    };

    [Fact]
    public void Text_reads_as_that_of_a_compiler() => Assert.Equal(
        "queued/a b.yaml:3:5: error: 100 % wrong: second, line; ] [unknown-field]\nqueued/a b.yaml: warning: Held. [same-path]\n2 manifests checked: 1 error, 1 warning.\n",
        CheckText.Write(Report));

    [Fact]
    public void GitHub_gets_workflow_commands() => Assert.Equal(
        "::error file=queued/a b.yaml,line=3,col=5,title=goji unknown-field::100 %25 wrong:%0Asecond, line; ]\n::warning file=queued/a b.yaml,title=goji same-path::Held.\n2 manifests checked: 1 error, 1 warning.\n",
        CheckAnnotations.GitHub(Report));

    [Fact]
    public void Azure_gets_logging_commands() => Assert.Equal(
        "##vso[task.logissue type=error;sourcepath=queued/a b.yaml;linenumber=3;columnnumber=5;code=unknown-field;]100 %AZP25 wrong: second, line; ]\n##vso[task.logissue type=warning;sourcepath=queued/a b.yaml;code=same-path;]Held.\n2 manifests checked: 1 error, 1 warning.\n",
        CheckAnnotations.Azure(Report));

    [Fact]
    public void GitLab_gets_a_code_quality_report()
    {
        var issues = JsonDocument.Parse(CheckAnnotations.GitLab(Report)).RootElement.EnumerateArray().ToList();

        Assert.Equal(["major", "minor"], issues.Select(issue => issue.GetProperty("severity").GetString()));
        Assert.Equal([3, 1], issues.Select(issue => issue.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32()));
        Assert.Distinct(issues.Select(issue => issue.GetProperty("fingerprint").GetString()));
    }

    /// <summary>What section 3 of the SARIF 2.1.0 specification requires of these objects.</summary>
    [Fact]
    public void Sarif_has_what_its_specification_requires()
    {
        var log = JsonDocument.Parse(CheckSarif.Write(Report)).RootElement;

        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        var run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        var driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("goji", driver.GetProperty("name").GetString());
        var rules = driver.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToList();
        Assert.Equal(CheckRules.All.Keys.Order(), rules.Order());
        Assert.All(run.GetProperty("results").EnumerateArray(), result =>
        {
            Assert.Contains(result.GetProperty("ruleId").GetString(), rules);
            Assert.True(result.GetProperty("level").GetString() is "error" or "warning");
            Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
            var place = Assert.Single(result.GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation");
            Assert.Equal("queued/a%20b.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
            Assert.True(!place.TryGetProperty("region", out var region) || region.GetProperty("startLine").GetInt32() >= 1);
        });
    }

    [Fact]
    public void JUnit_has_a_test_for_each_manifest()
    {
        var suite = XDocument.Parse(CheckJUnit.Write(Report)).Root!.Element("testsuite")!;

        Assert.Equal(("2", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal([true, false], suite.Elements("testcase").Select(test => test.Element("failure") is not null));
    }

    [Fact]
    public void Json_has_every_finding() =>
        Assert.Equal(2, JsonDocument.Parse(CheckJson.Write(Report)).RootElement.GetProperty("findings").GetArrayLength());
}
