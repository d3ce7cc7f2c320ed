using System.Text.Json.Nodes;
using Goji.Reporting;

namespace Goji.Tests.Reporting;

public sealed class WritingJson
{
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "report.schema.json")))!.AsObject();

    [Fact]
    public void A_full_report_matches_the_schema() =>
        Assert.Empty(new SchemaCheck(Schema).Errors(JsonNode.Parse(JsonReport.Write(Samples.Everything))));

    [Fact]
    public void An_empty_report_matches_the_schema() =>
        Assert.Empty(new SchemaCheck(Schema).Errors(JsonNode.Parse(JsonReport.Write(Samples.Empty))));

    [Fact]
    public void The_order_and_the_times_of_a_queue_match_the_schema()
    {
        var document = JsonNode.Parse(JsonReport.Write(Samples.Queue))!;

        Assert.Empty(new SchemaCheck(Schema).Errors(document));
        Assert.Equal("2026-11-22T14:00:00Z", (string?)document["nextDueAt"]);
        Assert.Equal(
            """{"file":"c.yaml","reason":"It starts at two.","position":2,"dueAt":"2026-11-22T14:00:00Z"}""", document["held"]![1]!.ToJsonString());
        Assert.Equal(3, (int?)document["jobs"]![0]!["position"]);
        Assert.Null(document["jobs"]![1]!["position"]);
    }

    [Theory]
    [InlineData("version", "2")]
    [InlineData("branch", "7")]
    [InlineData("startedAt", "\"yesterday\"")]
    [InlineData("commits", "[\"abc\"]")]
    [InlineData("moves", "[{\"file\":\"x\",\"from\":\"queued\",\"to\":\"done\"}]")]
    [InlineData("surprise", "1")]
    public void The_schema_refuses_invalid_reports(string field, string value)
    {
        var document = JsonNode.Parse(JsonReport.Write(Samples.Empty))!;

        document[field] = JsonNode.Parse(value);

        Assert.Single(new SchemaCheck(Schema).Errors(document));
    }

    [Fact]
    public void Counts_moves_and_reasons_have_stable_names()
    {
        var document = JsonNode.Parse(JsonReport.Write(Samples.Everything))!;

        Assert.Equal(1, (int)document["version"]!);
        Assert.Equal("""{"total":7,"moved":5,"queued":1,"processing":2,"succeeded":1,"failed":2,"unknown":1}""", document["counts"]!.ToJsonString());
        Assert.Equal("""{"file":"cleanup.yaml","from":"queued","to":"processing"}""", document["moves"]![0]!.ToJsonString());
        Assert.Equal("team-b/big.yaml", (string?)document["held"]![0]!["file"]);
        Assert.Equal(72, (double)document["jobs"]![2]!["durationSeconds"]!);
        Assert.Equal(3, (int)document["jobs"]![2]!["jobs"]![0]!["pods"]![0]!["exitCode"]!);
        Assert.Null(document["jobs"]![6]!["jobs"]![0]!["finishedAt"]);
    }

    [Fact]
    public void Any_text_round_trips_and_none_can_end_a_script_element()
    {
        foreach (var text in Samples.Hostile.Where(text => !text.Contains('\uD800')))
        {
            var json = JsonReport.Write(Samples.Saying(text));

            Assert.Equal(text, (string?)JsonNode.Parse(json)!["jobs"]![0]!["jobs"]![0]!["pods"]![0]!["log"]![1]);
            Assert.DoesNotContain("<", json, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001B', json);
        }
    }
}
