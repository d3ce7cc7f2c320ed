using Cake.Common.Build;
using Cake.Core;
using Cake.Core.Diagnostics;
using Goji.Reporting;

namespace Goji.Cake.Running;

/// <summary>Decides whether a waiting script shows a live display.</summary>
internal static class LiveConsole
{
    /// <summary>
    /// The display for a pass that waits, where Cake writes to a terminal that can redraw lines; null elsewhere: on CI systems, some of
    /// which give a build a terminal, and with <c>TERM=dumb</c>. With <c>NO_COLOR</c>, it has no colours.
    /// </summary>
    public static LiveDisplay? For(ICakeContext context, GojiOptions options, IGojiLog log)
    {
        if (options.Wait is null || Console.IsOutputRedirected || context.Log.Verbosity < Verbosity.Normal)
        {
            return null;
        }

        var environment = new ColouredEnvironment(context.Environment);
        var console = new CakeConsole(environment);
        var isWatched = context.BuildSystem().IsLocalBuild && string.IsNullOrEmpty(context.Environment.GetEnvironmentVariable("CI"));
        return isWatched && console.SupportAnsiEscapeCodes
            ? new(log, text => console.Write("{0}", text), () => Console.WindowHeight) { HasColours = environment.HasColours }
            : null;
    }
}
