using Goji.Reporting;

namespace Goji.Tests.Reporting;

public sealed class WritingText
{
    [Fact]
    public void A_pass_reads_as_a_table_then_what_went_wrong_then_counts() => Assert.Equal(
        """
        https://git.example.com/ops/jobs.git, branch master
        cluster https://cluster.example.com:6443

        FILE                         STATE                      TIME
        cleanup.yaml                 queued -> processing         2s
            Job shop/cleanup
        reports/monthly.yaml         processing                9m 3s
        team-a/backfill-orders.yaml  processing -> failed     1m 12s
        team-a/migrate.yaml          processing -> succeeded  1m 59s
            Job shop/migrate
        team-b/big.yaml              queued
            'succeeded/team-b/big.yaml' has the same path. Delete one of the two, or
            give the queued one another name.
        team-b/role.yaml             queued -> failed
        team-c/seed.json             processing -> unknown

        failed/team-a/backfill-orders.yaml
            Job shop/backfill-orders failed after 1m 12s: BackoffLimitExceeded
              Job has reached the specified backoff limit
              Container 'main' of pod 'backfill-orders-x7k2p' exited with code 3: cannot
                connect to db.
                | connecting to db:5432
                |   retry 1 of 3
                | fatal: cannot connect to db

        failed/team-b/role.yaml
            Document 1 is a ClusterRoleBinding. Only a Job may be queued; add the kind
              to AllowedKinds to let it through.

        unknown/team-c/seed.json
            Job shop/seed is unknown: Gone
              The Job was started and no longer exists.

        processing/reports/monthly.yaml
            Job shop/extract succeeded after 4m
            Job shop/load has been running for 9m 3s: ImagePullBackOff
              A pod waits.
              Container 'load' of pod 'load-9dkss' is waiting: ImagePullBackOff:
                Back-off pulling image "registry.example.com/load:12".

        Warning: 'processing/team-c/other.yaml' belongs to another cluster than the one
          that is configured. Run it with the context of that cluster.

        7 jobs: 1 succeeded, 2 failed, 1 unknown, 2 processing, 1 held. 2 commits pushed
        in 3s.

        """,
        TextReport.Write(Samples.Everything, 80));

    [Fact]
    public void Files_that_wait_come_last_in_the_order_in_which_they_start() => Assert.Equal(
        """
        /srv/jobs.git, branch master

        FILE    STATE       JOB     TIME
        b.yaml  processing  shop/b    0s
            The Job is suspended. It waits for quota in LocalQueue 'team-a'.
        z.yaml  queued #1
            There is no room.
        c.yaml  queued #2
            It starts at two.
        a.yaml  queued #3
            It waits for 'queued/z.yaml'.

        4 jobs: 1 processing, 3 held. Nothing to push, in 0s. The next job is due at
        2026-11-22T14:00:00Z.

        """,
        string.Join('\n', TextReport.Write(Samples.Queue, 80).Split('\n').Select(line => line.TrimEnd())));

    [Fact]
    public void A_wide_table_shows_the_Job_beside_its_file() => Assert.Contains(
        """
        FILE                         STATE                    JOB                     TIME
        cleanup.yaml                 queued -> processing     shop/cleanup              2s
        reports/monthly.yaml         processing               2 Jobs                 9m 3s
        team-a/backfill-orders.yaml  processing -> failed     shop/backfill-orders  1m 12s
        team-a/migrate.yaml          processing -> succeeded  shop/migrate          1m 59s
        team-b/big.yaml              queued
            'succeeded/team-b/big.yaml' has the same path. Delete one of the two, or give the queued one another name.
        """,
        TextReport.Write(Samples.Everything, 120),
        StringComparison.Ordinal);

    [Fact]
    public void A_pass_without_jobs_is_one_line() =>
        Assert.Equal("No job is queued or processing.\n", TextReport.Write(Samples.Empty, 80));

    [Fact]
    public void A_pass_in_which_nothing_happened_is_one_line()
    {
        var report = Samples.Empty with { Jobs = [Samples.Job("x.yaml", JobState.Processing, JobState.Processing, "", Samples.Run("x", JobState.Processing, Samples.Noon))] };

        Assert.Equal("1 job: 1 processing. Nothing to push, in 0s.\n", TextReport.Write(report, 80));
    }

    [Fact]
    public void A_preview_states_that_nothing_was_changed()
    {
        var text = TextReport.Write(Samples.Everything with { DryRun = true }, 80);

        Assert.Contains("Preview: these are the states that a pass would produce now.", text, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was\nchanged, in 3s.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_too_long_for_its_column_has_its_own_line()
    {
        var path = new string('p', 70) + "/x.yaml";
        var report = Samples.Empty with { Jobs = [Samples.Job(path, JobState.Queued, JobState.Processing, "", Samples.Run("x", JobState.Processing, Samples.Noon))] };

        Assert.Contains($"\n{path}\n{new string(' ', 54)}queued -> processing    0s\n    Job shop/x\n", TextReport.Write(report, 80), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_no_wider_than_the_given_width() =>
        Assert.All(TextReport.Write(Samples.Everything, 80).Split('\n'), line => Assert.InRange(line.Length, 0, 80));

    [Fact]
    public void Texts_of_Goji_are_ASCII() =>
        Assert.All(TextReport.Write(Samples.Everything, 80), c => Assert.True(char.IsAscii(c)));

    [Fact]
    public void No_text_contains_commands_for_a_CI_system_or_a_terminal()
    {
        foreach (var text in Samples.Hostile)
        {
            var written = TextReport.Write(Samples.Saying(text), 80);

            Assert.DoesNotMatch(@"##[A-Za-z.]*\[", written);
            Assert.DoesNotMatch(@"(?m)^\s*::", written);
            Assert.DoesNotContain(written, c => c != '\n' && (char.IsControl(c) || c is '\u202E' or '\u2028'));
        }
    }

    [Fact]
    public void A_width_that_is_too_small_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TextReport.Write(Samples.Empty, 79));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(60, "1m")]
    [InlineData(72, "1m 12s")]
    [InlineData(7500, "2h 5m")]
    [InlineData(3599, "59m 59s")]
    [InlineData(86400 * 400 + 3600, "400d 1h")]
    public void Durations_have_two_units_at_most(int seconds, string text) =>
        Assert.Equal(text, JobTimes.Text(TimeSpan.FromSeconds(seconds)));
}
