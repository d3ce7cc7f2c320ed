using Cake.Core;
using Goji.Reporting.Checks;

namespace Goji.Cake.Running;

internal static class FailedCheck
{
    /// <summary>Logs what a check has found, and fails the build for manifests that would be refused.</summary>
    public static CheckReport ThrowIf(IGojiLog log, CheckReport report)
    {
        foreach (var finding in report.Warnings)
        {
            log.Write(GojiLogLevel.Warning, "{0}", CheckText.Line(finding));
        }

        var errors = report.Errors.Select(CheckText.Line).ToList();
        log.Write(GojiLogLevel.Information, "{0}", CheckText.Summary(report));
        return errors.Count == 0 ? report : throw new CakeException($"{CheckText.Summary(report)}\n{string.Join('\n', errors)}");
    }
}
