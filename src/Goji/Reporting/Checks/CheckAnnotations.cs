using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Goji.Reporting.Checks;

/// <summary>Writes the findings of a check as CI systems take them, to be shown at their lines.</summary>
internal static class CheckAnnotations
{
    /// <summary>Workflow commands of GitHub Actions.</summary>
    public static string GitHub(CheckReport report) => string.Concat(report.Findings.Select(finding =>
    {
        var place = $"file={Property(finding.File)}";
        place += finding.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $",line={finding.Line}") : "";
        place += finding.Line > 0 && finding.Column > 0 ? string.Create(CultureInfo.InvariantCulture, $",col={finding.Column}") : "";
        return $"::{Level(finding)} {place},title=goji {finding.Rule}::{Data(PlainText.Lines(finding.Text))}\n";
    })) + CheckText.Summary(report) + "\n";

    /// <summary>Logging commands of Azure Pipelines.</summary>
    public static string Azure(CheckReport report) => string.Concat(report.Findings.Select(finding =>
    {
        var place = $"sourcepath={AzureProperty(finding.File)};";
        place += finding.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"linenumber={finding.Line};") : "";
        place += finding.Line > 0 && finding.Column > 0
            ? string.Create(CultureInfo.InvariantCulture, $"columnnumber={finding.Column};")
            : "";
        return $"##vso[task.logissue type={Level(finding)};{place}code={finding.Rule};]{AzureData(PlainText.Line(finding.Text))}\n";
    })) + CheckText.Summary(report) + "\n";

    /// <summary>A code quality report of GitLab CI.</summary>
    public static string GitLab(CheckReport report) => JsonText.Write(json =>
    {
        json.WriteStartArray();
        foreach (var finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("description", PlainText.Lines(finding.Text));
            json.WriteString("check_name", $"goji {finding.Rule}");
            json.WriteString("fingerprint", Fingerprint(finding));
            json.WriteString("severity", finding.Severity == CheckSeverity.Error ? "major" : "minor");
            json.WriteStartObject("location");
            json.WriteString("path", finding.File);
            json.WriteStartObject("lines");
            json.WriteNumber("begin", Math.Max(1, finding.Line));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Level(CheckFinding finding) => finding.Severity == CheckSeverity.Error ? "error" : "warning";

    private static string Data(string text) =>
        text
            .Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string AzureData(string text) =>
        text
            .Replace("%", "%AZP25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string AzureProperty(string text) =>
        AzureData(text).Replace("]", "%5D", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);

    private static string Fingerprint(CheckFinding finding) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.File}\0{finding.Rule}\0{finding.Text}")))[..32];
}
