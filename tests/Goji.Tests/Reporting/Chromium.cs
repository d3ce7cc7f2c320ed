using System.Diagnostics;
using Goji.Testing;

namespace Goji.Tests.Reporting;

/// <summary>A real browser without a window. It loads a file, runs its scripts and returns the resulting page.</summary>
internal static class Chromium
{
    /// <summary>The document after its scripts have run.</summary>
    public static string Dom(TemporaryDirectory place, string html, string fragment = "") => Run(place, html, fragment, "--dump-dom");

    /// <summary>The messages of the console and of the security policy.</summary>
    public static string Run(TemporaryDirectory place, string html, string fragment, params string[] options)
    {
        var page = place[$"{Guid.NewGuid():N}.html"];
        File.WriteAllText(page, html);
        var start = new ProcessStartInfo("chromium",
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--user-data-dir={place[Guid.NewGuid().ToString("N")]}",
            "--enable-logging=stderr", .. options, new Uri(page).AbsoluteUri + fragment,
        ]);
        var (_, output, error) = ChildProcess.Run(start);
        Assert.DoesNotContain("CONSOLE", error, StringComparison.Ordinal);
        return output;
    }
}
