using Goji.Records;

namespace Goji.Tests.Records;

public sealed class WordingCommits
{
    [Fact]
    public void Commit_of_a_person_has_a_subject_alone() => Assert.Equal("migrate.yaml queued\n", CommitMessage.Of([new("migrate.yaml", "queued")]));

    [Theory]
    [InlineData("claimed")]
    [InlineData("claim renewed")]
    [InlineData("started")]
    [InlineData("succeeded")]
    public void Commit_about_one_job_names_it_and_its_run(string happened) =>
        Assert.Equal($"a.yaml {happened}\n\nGoji-Run: 1\nGoji-Pass: ci\n", CommitMessage.Of([new("a.yaml", happened) { RunId = "1" }], "ci"));

    [Fact]
    public void Failure_has_the_reason_in_the_subject_and_the_details_in_the_body() => Assert.Equal(
        "a.yaml failed: BackoffLimitExceeded\n\na.yaml failed: default/a: BackoffLimitExceeded: exit\n  code 3\n\nGoji-Run: 1\nGoji-Pass: ci\n",
        CommitMessage.Of([new("a.yaml", "failed") { Word = "BackoffLimitExceeded", Detail = "default/a: BackoffLimitExceeded: exit\ncode 3", RunId = "1" }], "ci"));

    [Fact]
    public void Commit_about_one_event_counts_the_jobs() => Assert.Equal(
        "2 jobs started\n\na.yaml started\nb.yaml started\n\nGoji-Run: 1\nGoji-Run: 2\nGoji-Pass: ci\n",
        CommitMessage.Of([new("a.yaml", "started") { RunId = "1" }, new("b.yaml", "started") { RunId = "2" }], "ci"));

    [Fact]
    public void Commit_about_several_events_counts_each() => Assert.Equal(
        "2 succeeded, 1 failed\n\na.yaml succeeded\nb.yaml succeeded\nc.yaml failed: Refused\n\nGoji-Pass: ci\n",
        CommitMessage.Of([new("a.yaml", "succeeded"), new("b.yaml", "succeeded"), new("c.yaml", "failed") { Word = "Refused" }], "ci"));

    [Theory]
    [InlineData("migrate.yaml", "failed", "BackoffLimitExceeded", "migrate.yaml failed: BackoffLimitExceeded")]
    [InlineData(LongPath, "succeeded", "", "...long/path/to/a/folder/of/the/team/that/owns/it/migrate.yaml succeeded")]
    [InlineData(LongPath, "failed", "BackoffLimitExceeded", "...er/of/the/team/that/owns/it/migrate.yaml failed: BackoffLimitExceeded")]
    [InlineData("x.yaml", "failed", "AReasonThatIsMuchTooLongForAnySubjectOfACommit", "x.yaml failed")]
    [InlineData("line\nbreak.yaml", "claimed", "", "line break.yaml claimed")]
    public void Subject_has_72_columns_at_most_and_keeps_whole_words(string path, string happened, string word, string expected)
    {
        var message = CommitMessage.Of([new(path, happened) { Word = word }], "ci");

        var subject = message.Split('\n')[0];
        Assert.Equal(expected, subject);
        Assert.InRange(subject.Length, 1, 72);
        Assert.Contains($"{path.Replace('\n', ' ')} {happened}{(word.Length > 0 ? ": " + word : "")}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_is_not_cut_inside_a_character()
    {
        var path = string.Concat(Enumerable.Repeat("\U0001F680", 60)) + ".yaml";

        var subject = CommitMessage.Of([new(path, "claimed")]).Split('\n')[0];

        Assert.Equal(subject, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(subject)));
        Assert.InRange(subject.Length, 60, 72);
    }

    [Fact]
    public void Commit_of_thousands_of_jobs_names_500()
    {
        var message = CommitMessage.Of([.. Enumerable.Range(0, 2000).Select(number => new CommitLine($"{number}.yaml", "claimed") { RunId = $"{number}" })], "ci");

        Assert.StartsWith("2000 jobs claimed\n\n0.yaml claimed\n", message, StringComparison.Ordinal);
        Assert.Contains("\n499.yaml claimed\nand 1500 more\n\nGoji-Run: 0\n", message, StringComparison.Ordinal);
        Assert.EndsWith("\nGoji-Run: 499\nGoji-Pass: ci\n", message, StringComparison.Ordinal);
    }

    private const string LongPath = "a/very/long/path/to/a/folder/of/the/team/that/owns/it/migrate.yaml";
}
