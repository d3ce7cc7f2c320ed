namespace Goji.Reporting.Checks;

/// <summary>
/// Writes the findings of a check as JSON of Goji's own. Names and meanings stay as they are within a version; members may be added.
/// </summary>
internal static class CheckJson
{
    private const int Version = 1;

    public static string Write(CheckReport report) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteNumber("files", report.Files.Count);
        json.WriteNumber("errors", report.Errors.Count());
        json.WriteNumber("warnings", report.Warnings.Count());
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("file", finding.File);
            json.WriteNumber("line", finding.Line);
            json.WriteNumber("column", finding.Column);
            json.WriteString("severity", finding.Severity == CheckSeverity.Error ? "error" : "warning");
            json.WriteString("rule", finding.Rule);
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
