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
    /// which give a build a terminal, and with <c>NO_COLOR</c> or <c>TERM=dumb</c>.
    /// </summary>
    public static LiveDisplay? For(ICakeContext context, GojiOptions options, IGojiLog log)
    {
        if (options.Wait is null || Console.IsOutputRedirected || context.Log.Verbosity < Verbosity.Normal)
        {
            return null;
        }

        var console = new CakeConsole(context.Environment);
        var isWatched = context.BuildSystem().IsLocalBuild && string.IsNullOrEmpty(context.Environment.GetEnvironmentVariable("CI"));
        return isWatched && console.SupportAnsiEscapeCodes
            ? new(log, text => console.Write("{0}", text), () => Console.WindowHeight)
            : null;
    }
}
