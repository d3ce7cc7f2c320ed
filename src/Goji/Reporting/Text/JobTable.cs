namespace Goji.Reporting.Text;

/// <summary>
/// The table of job files: FILE, STATE, JOB, TIME. Nothing is ever cut. What makes a row too wide goes below it: first the Jobs, then,
/// where a path alone is too long, the rest of the row. Files that wait come last, in the order in which they start.
/// </summary>
internal sealed class JobTable
{
    private const int Gap = 2;
    private const string Indent = "    ";

    private readonly TextLines lines;
    private readonly IReadOnlyList<Row> rows;
    private readonly int stateWidth;
    private readonly int timeWidth;
    private readonly int fileWidth;
    private readonly int jobWidth;

    public JobTable(TextLines lines, IEnumerable<JobReport> jobs, DateTimeOffset now)
    {
        this.lines = lines;
        var ordered = jobs.InStartingOrder().ToList();
        var showsPlaces = ordered.Count(job => job.Position is not null) > 1;
        rows = [.. ordered.Select(job => new Row(job, now, showsPlaces))];
        stateWidth = Widest("STATE", row => row.State);
        timeWidth = Widest("TIME", row => row.Time);
        var rest = lines.Width - stateWidth - timeWidth - (2 * Gap);
        var files = Widest("FILE", row => row.File);
        var names = Widest("JOB", row => row.Job);

        // Either all rows have their Job beside them or none: a column that comes and goes cannot be read down.
        jobWidth = files + Gap + names <= rest ? names : 0;
        fileWidth = Math.Max("FILE".Length, Math.Min(files, jobWidth > 0 ? rest - Gap - jobWidth : rest));
    }

    public void Write()
    {
        lines.Add(Cells("FILE", "STATE", "JOB", "TIME"));
        foreach (var row in rows)
        {
            Write(row);
        }
    }

    private void Write(Row row)
    {
        if (row.File.Length > fileWidth)
        {
            lines.Add(row.File);
            lines.Add(Cells("", row.State, row.Job, row.Time));
        }
        else
        {
            lines.Add(Cells(row.File, row.State, row.Job, row.Time));
        }

        foreach (var job in row.JobsBelow(jobWidth == 0))
        {
            lines.AddWrapped(Indent, Indent, job);
        }

        if (row.ReasonBelow.Length > 0)
        {
            lines.AddWrapped(Indent, Indent, row.ReasonBelow);
        }
    }

    private string Cells(string file, string state, string job, string time) =>
        file.PadRight(fileWidth + Gap)
        + state.PadRight(stateWidth + Gap)
        + (jobWidth > 0 ? job.PadRight(jobWidth + Gap) : "")
        + time.PadLeft(timeWidth);

    private int Widest(string heading, Func<Row, string> cell) => rows.Select(row => cell(row).Length).Append(heading.Length).Max();

    private sealed class Row(JobReport job, DateTimeOffset now, bool showsPlace)
    {
        public string File { get; } = PlainText.Line(job.File);

        public string State { get; } = showsPlace ? $"{job.Move()} {job.Place()}".TrimEnd() : job.Move();

        public string Time { get; } = JobTimes.Text(JobTimes.Duration(job.Jobs, now));

        public string Job => job.Jobs switch
        {
            [] => "",
            [var single] => Name(single),
            var several => StateNames.Count(several.Count, "Job"),
        };

        // What is wrong with a job is shown below the table, with what its pods show.
        public string ReasonBelow { get; } = JobDetails.IsInTrouble(job) ? "" : PlainText.Line(Reason(job));

        public IEnumerable<string> JobsBelow(bool isColumnMissing) =>
            JobDetails.IsInTrouble(job) ? []
            : job.Jobs.Count == 1 && isColumnMissing ? ["Job " + Name(job.Jobs[0])]
            : job.Jobs.Count > 1 ? job.Jobs.Select(each => JobDetails.Headline(each, now))
            : [];

        private static string Name(KubernetesJobReport job) => PlainText.Line($"{job.Namespace}/{job.Name}");

        // A Job that still runs shows its progress; of several, each on its own line.
        private static string Reason(JobReport job) =>
            job.Reason.Length > 0 ? job.Reason
            : job is { After: JobState.Processing, Jobs: [var single] } ? single.Message
            : "";
    }
}
