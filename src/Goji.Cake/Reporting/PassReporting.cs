using Cake.Common.Build;
using Cake.Core;
using Cake.Core.Diagnostics;
using Goji.Cake.BuildServers;
using Goji.Cake.Configuration;
using Goji.Cake.Running;
using Goji.Reporting;

namespace Goji.Cake.Reporting;

/// <summary>Reports a pass: in the log, in files, and to the build system that runs the script.</summary>
internal sealed class PassReporting(
    ICakeContext context,
    IBuildServer? server,
    ReportPaths paths,
    GojiOptions options,
    GojiFailBuildOn failBuildOn)
{
    /// <summary>Gets ready before a runner is made: its claims name the build, and its password is masked.</summary>
    public static PassReporting For(ICakeContext context, ResolvedSettings settings) =>
        For(
            context,
            settings.Reports,
            settings.Options,
            settings.FailBuildOn,
            settings.BuildSystem ? BuildVariables.SystemOf(context) : null);

    internal static PassReporting For(
        ICakeContext context,
        ReportPaths paths,
        GojiOptions options,
        GojiFailBuildOn failBuildOn,
        BuildSystem? buildSystem)
    {
        var server = buildSystem is null ? null : BuildServer.Of(context, buildSystem);
        if (buildSystem is not null)
        {
            options.BuildUrl ??= BuildAddress.Of(buildSystem.Provider, context.Environment);
        }

        foreach (var secret in new[] { options.Password, options.StatusToken })
        {
            if (!string.IsNullOrEmpty(secret))
            {
                server?.Mask(secret);
            }
        }

        return new(context, server, paths, options, failBuildOn);
    }

    /// <summary>Reports a pass that has ended.</summary>
    /// <exception cref="GojiUsageException">A file cannot be written. The build system still receives its report.</exception>
    public async Task<GojiReport> ReportAsync(GojiRunner runner, GojiReport report, CancellationToken cancellationToken)
    {
        ReportLog.Write(new CakeGojiLog(context.Log), report);
        try
        {
            Write(paths.Json?.FullPath, writer => JsonReport.Write(report, writer));
            Write(paths.JUnit?.FullPath, writer => JUnitReport.Write(report, writer));
            if (paths.Html is not null)
            {
                var history = await runner.ShownHistoryAsync(report, cancellationToken);
                Write(paths.Html.FullPath, writer => HtmlReport.Write(history, report, writer, Path.GetDirectoryName(paths.Html.FullPath)));
            }
        }
        finally
        {
            await ReportToServerAsync(report);
        }

        return report;
    }

    private static void Write(string? path, Action<TextWriter> write)
    {
        if (path is not null)
        {
            ReportFiles.Write(path, write);
        }
    }

    // The jobs have run and the commits are pushed: a build system that cannot be reached is no reason to fail.
    private async Task ReportToServerAsync(GojiReport report)
    {
        try
        {
            server?.Report(new(report, BuildFinding.From(context, report, options.Directory, failBuildOn), paths));
            if (server is not null && paths.Logs is { } logs && Directory.Exists(logs.FullPath))
            {
                await server.KeepLogsAsync(logs);
            }
        }
        catch (Exception failure)
        {
            context.Log.Write(
                Verbosity.Minimal,
                LogLevel.Warning,
                "The jobs could not be reported to the build system: {0} Set BuildSystem to false to switch this off.",
                LogText.Disarm(failure.Message));
        }
    }
}
