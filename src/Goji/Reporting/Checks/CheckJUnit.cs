using System.Globalization;
using System.Text;
using System.Xml;

namespace Goji.Reporting.Checks;

/// <summary>Writes the findings of a check as JUnit XML, in which manifests are tests.</summary>
internal static class CheckJUnit
{
    public static string Write(CheckReport report)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using (var xml = XmlWriter.Create(text, new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            var failed = report.Errors.Select(finding => finding.File).Distinct().Count();
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", "goji check");
            xml.WriteAttributeString("tests", report.Files.Count.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("failures", failed.ToString(CultureInfo.InvariantCulture));
            foreach (var file in report.Files)
            {
                WriteCase(xml, file, [.. report.Findings.Where(finding => finding.File == file)]);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void WriteCase(XmlWriter xml, string file, IReadOnlyList<CheckFinding> findings)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", PlainText.Line(file));
        xml.WriteAttributeString("classname", "manifests");
        if (findings.Any(finding => finding.Severity == CheckSeverity.Error))
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", PlainText.Line(findings.First(finding => finding.Severity == CheckSeverity.Error).Text));
            xml.WriteString(string.Join('\n', findings.Select(CheckText.Line)));
            xml.WriteEndElement();
        }
        else if (findings.Count > 0)
        {
            xml.WriteElementString("system-out", string.Join('\n', findings.Select(CheckText.Line)));
        }

        xml.WriteEndElement();
    }
}
