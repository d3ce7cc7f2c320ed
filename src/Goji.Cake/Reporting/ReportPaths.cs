using Cake.Core;
using Cake.Core.IO;

namespace Goji.Cake.Reporting;

/// <summary>The files that a pass writes, absolute; null where it does not.</summary>
internal sealed record ReportPaths(FilePath? Json, FilePath? JUnit, FilePath? Html)
{
    public static ReportPaths From(ICakeContext context, GojiSettings settings)
    {
        var configured = new ConfiguredValues(context.Configuration);
        return new(
            Absolute(settings.JsonReport, nameof(settings.JsonReport)),
            Absolute(settings.JUnitReport, nameof(settings.JUnitReport)),
            Absolute(settings.HtmlReport, nameof(settings.HtmlReport)));

        FilePath? Absolute(FilePath? path, string setting) => (path ?? configured.File(setting))?.MakeAbsolute(context.Environment);
    }
}
