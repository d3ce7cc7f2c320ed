using Cake.Core.IO;

namespace Goji.Cake;

public sealed partial class GojiSettings
{
    /// <summary>
    /// Gets or sets a value indicating whether <c>GojiProcess</c> reports the results of the jobs to the build system that runs the script:
    /// a summary, problems, test results, artifacts, as far as it takes them. Claims name the build's address then, and GitHub Actions is
    /// asked to mask <see cref="Password"/>.
    /// </summary>
    /// <value>Default: <see langword="true"/>. Where no build system is found, nothing is reported.</value>
    public bool? BuildSystem { get; set; }

    /// <summary>
    /// Gets or sets the file that <c>GojiProcess</c> writes its report to as JSON. The format is that of
    /// <see cref="Goji.Reporting.JsonReport"/>.
    /// </summary>
    /// <value>Default: none, which writes none.</value>
    public FilePath? JsonReport { get; set; }

    /// <summary>
    /// Gets or sets the file that <c>GojiProcess</c> writes its report to as JUnit XML, in which job files are tests. The format is that
    /// of <see cref="Goji.Reporting.JUnitReport"/>.
    /// </summary>
    /// <value>Default: none, which writes none.</value>
    public FilePath? JUnitReport { get; set; }

    /// <summary>
    /// Gets or sets the file that <c>GojiProcess</c> writes the history of the jobs repository to, with its report, as one HTML
    /// page: see <see cref="Goji.Reporting.HtmlReport"/>.
    /// </summary>
    /// <value>Default: none, which writes none.</value>
    public FilePath? HtmlReport { get; set; }
}
