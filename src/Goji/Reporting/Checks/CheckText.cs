namespace Goji.Reporting.Checks;

/// <summary>Writes the findings of a check for people, as compilers do: file, line, column, severity.</summary>
internal static class CheckText
{
    public static string Write(CheckReport report) =>
        string.Concat(report.Findings.Select(finding => $"{Line(finding)}\n")) + Summary(report) + "\n";

    public static string Line(CheckFinding finding) =>
        LogText.Disarm(
            $"{Place(finding)}: {(finding.Severity == CheckSeverity.Error ? "error" : "warning")}: {PlainText.Line(finding.Text)} "
                + $"[{finding.Rule}]");

    public static string Summary(CheckReport report) =>
        $"{Count(report.Files.Count, "manifest")} checked: {Count(report.Errors.Count(), "error")}, "
            + $"{Count(report.Warnings.Count(), "warning")}.";

    private static string Place(CheckFinding finding) =>
        finding.File + (finding.Line > 0 ? $":{finding.Line}" : "") + (finding.Line > 0 && finding.Column > 0 ? $":{finding.Column}" : "");

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
