using System.Globalization;
using System.Text;
using System.Xml;

namespace Goji.Reporting;

/// <summary>Writes a report as JUnit XML, which CI systems show as tests.</summary>
/// <remarks>
/// <para>
/// A job file is a test case. Its name is the file's name, its class is <c>jobs</c> and the folders that the file is in below its state
/// folder, with dots between: <c>queued/team-a/migrate.yaml</c> is the test <c>migrate.yaml</c> of the class <c>jobs.team-a</c>. The state
/// is not part of either, so that a CI system knows a test again from build to build. The suite is named for the repository.
/// </para>
/// <para>
/// A job that succeeded has passed; one that failed or was refused is a failure; one in <c>unknown/</c> is an error; one that is held or
/// still being processed is skipped. The message is the reason, the details are what the pods showed. The time is that from the first start
/// to the last finish, in seconds.
/// </para>
/// </remarks>
public static class JUnitReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The XML text, which declares itself as UTF-8.</returns>
    public static string Write(GojiReport report)
    {
        using var text = new Utf8Text();
        Write(report, text);
        return text.ToString();
    }

    /// <summary>Writes a report to a text writer.</summary>
    /// <param name="report">The report.</param>
    /// <param name="writer">The writer, whose encoding the XML declaration names. It is neither flushed nor closed.</param>
    public static void Write(GojiReport report, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(writer);
        using (var xml = XmlWriter.Create(writer, new() { Indent = true, NewLineChars = "\n" }))
        {
            WriteSuites(xml, report);
        }

        writer.Write('\n');
    }

    /// <summary>Writes a report to a stream, as UTF-8 without a byte order mark.</summary>
    /// <param name="report">The report.</param>
    /// <param name="stream">The stream. It is not closed.</param>
    public static void Write(GojiReport report, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new StreamWriter(stream, ReportFiles.Utf8, leaveOpen: true);
        Write(report, writer);
    }

    private static void WriteSuites(XmlWriter xml, GojiReport report)
    {
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, "goji", report);
        WriteSuite(xml, report);
        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, GojiReport report)
    {
        xml.WriteStartElement("testsuite");
        WriteCounts(xml, report.Repository, report);
        xml.WriteAttributeString("timestamp", report.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteStartElement("properties");
        WriteProperty(xml, "branch", report.Branch);
        WriteProperty(xml, "cluster", report.Cluster);
        WriteProperty(xml, "dryRun", report.DryRun ? "true" : "false");
        xml.WriteEndElement();
        foreach (var job in report.Jobs)
        {
            WriteCase(xml, job, report.FinishedAt);
        }

        if (report.Warnings.Count > 0)
        {
            xml.WriteElementString("system-err", PlainText.Lines(string.Join("\n", report.Warnings)));
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, string name, GojiReport report)
    {
        xml.WriteAttributeString("name", PlainText.Line(name));
        xml.WriteAttributeString("tests", Number(report.Jobs.Count));
        xml.WriteAttributeString("failures", Number(report.Failed.Count()));
        xml.WriteAttributeString("errors", Number(report.Unknown.Count()));
        xml.WriteAttributeString("skipped", Number(report.Held.Count() + report.Processing.Count()));
        xml.WriteAttributeString("time", Seconds(report.FinishedAt - report.StartedAt));
    }

    private static void WriteProperty(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("value", PlainText.Line(value));
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, JobReport job, DateTimeOffset now)
    {
        var folders = job.File.Split('/');
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", PlainText.Line(string.Join('.', ["jobs", .. folders[..^1]])));
        xml.WriteAttributeString("name", PlainText.Line(folders[^1]));
        xml.WriteAttributeString("time", Seconds(JobTimes.Duration(job.Jobs, now) ?? TimeSpan.Zero));
        var (element, type) = job.Verdict switch
        {
            JobState.Failed => ("failure", job.Jobs.Count == 0 ? "Refused" : "Failed"),
            JobState.Unknown => ("error", "Unknown"),
            JobState.Queued or JobState.Processing => ("skipped", ""),
            _ => ("", ""),
        };
        if (element.Length > 0)
        {
            xml.WriteStartElement(element);
            xml.WriteAttributeString("message", PlainText.Line(Message(job)));
            WriteDetails(xml, job, type, now);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteDetails(XmlWriter xml, JobReport job, string type, DateTimeOffset now)
    {
        // Of a skipped test some readers take no text.
        if (type.Length > 0)
        {
            xml.WriteAttributeString("type", type);
            xml.WriteString(PlainText.Lines(string.Join("\n", JobDetails.Of(job, now))));
        }
    }

    private static string Message(JobReport job) =>
        job.Reason.Length > 0 ? job.Reason
        : job.After == JobState.Processing ? "The job is still being processed."
        : job.After == JobState.Queued ? "The job stays queued."
        : $"The job is {job.After.Word()}.";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
