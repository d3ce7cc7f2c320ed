using System.Globalization;
using System.Xml.Linq;
using Goji.Reporting;

namespace Goji.Tests.Reporting;

public sealed class WritingJUnit
{
    [Fact]
    public void A_job_file_is_a_test_whose_name_does_not_depend_on_its_state()
    {
        var cases = Cases(Samples.Everything);

        Assert.Equal(
            ["jobs cleanup.yaml", "jobs.reports monthly.yaml", "jobs.team-a backfill-orders.yaml", "jobs.team-a migrate.yaml", "jobs.team-b big.yaml", "jobs.team-b role.yaml", "jobs.team-c seed.json"],
            cases.Select(test => $"{test.Attribute("classname")!.Value} {test.Attribute("name")!.Value}"));
    }

    [Fact]
    public void Failed_is_a_failure_unknown_an_error_and_what_is_not_finished_is_skipped()
    {
        var cases = Cases(Samples.Everything);

        Assert.Equal(
            ["skipped", "skipped", "failure", "", "skipped", "failure", "error"],
            cases.Select(test => test.Elements().SingleOrDefault()?.Name.LocalName ?? ""));
    }

    [Fact]
    public void A_failure_has_the_reason_as_message_and_the_report_of_the_pods_as_text()
    {
        var failure = Cases(Samples.Everything)[2].Element("failure")!;

        Assert.Equal("Job shop/backfill-orders: BackoffLimitExceeded: Job has reached the specified backoff limit", failure.Attribute("message")!.Value);
        Assert.Equal("Failed", failure.Attribute("type")!.Value);
        Assert.Equal(
            """
            Job shop/backfill-orders failed after 1m 12s: BackoffLimitExceeded
              Job has reached the specified backoff limit
              Container 'main' of pod 'backfill-orders-x7k2p' exited with code 3: cannot connect to db.
                | connecting to db:5432
                |   retry 1 of 3
                | fatal: cannot connect to db
            """,
            failure.Value);
    }

    [Fact]
    public void Times_are_seconds_and_the_counts_are_those_of_the_test_cases()
    {
        var suites = XDocument.Parse(JUnitReport.Write(Samples.Everything)).Root!;
        var suite = suites.Element("testsuite")!;

        Assert.Equal("72.000", Cases(Samples.Everything)[2].Attribute("time")!.Value);
        Assert.Equal("3.250", suite.Attribute("time")!.Value);
        Assert.Equal("2026-11-22T12:00:00", suite.Attribute("timestamp")!.Value);
        foreach (var (name, element) in new[] { ("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped") })
        {
            var count = suite.Descendants(element).Count().ToString(CultureInfo.InvariantCulture);
            Assert.Equal(count, suite.Attribute(name)!.Value);
            Assert.Equal(count, suites.Attribute(name)!.Value);
        }
    }

    [Fact]
    public void No_text_breaks_out_of_the_XML()
    {
        foreach (var text in Samples.Hostile)
        {
            var cases = Cases(Samples.Saying(text));

            Assert.Equal(2, cases.Count);
            Assert.Empty(cases[0].Element("failure")!.Elements());
        }
    }

    [Fact]
    public void The_declared_encoding_is_the_one_of_the_file() =>
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites ", JUnitReport.Write(Samples.Empty), StringComparison.Ordinal);

    private static List<XElement> Cases(GojiReport report) => [.. XDocument.Parse(JUnitReport.Write(report)).Descendants("testcase")];
}
