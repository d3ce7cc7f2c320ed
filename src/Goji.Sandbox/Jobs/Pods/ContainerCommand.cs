using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Jobs.Pods;

/// <summary>What the plainest of commands would do on a real node, so that one manifest gives one verdict here and there.</summary>
internal sealed partial record ContainerCommand(int ExitCode, TimeSpan? Duration)
{
    public static ContainerCommand Of(IEnumerable<JsonObject> containers)
    {
        var all = containers.Select(Of).ToList();
        return new ContainerCommand(
            all.Select(one => one.ExitCode).FirstOrDefault(code => code != 0),
            all.Max(one => one.Duration));
    }

    private static ContainerCommand Of(JsonObject container)
    {
        string[] words = [.. container.Texts("command"), .. container.Texts("args")];
        var text = words is [var shell, var flag, var script, ..] && IsShell(shell) && flag.StartsWith('-') && flag.EndsWith('c')
            ? script.Trim()
            : string.Join(' ', words);

        var exit = ExitPattern().Match(text);
        var code = text is "false" or "/bin/false"
            ? 1
            : exit.Success ? int.Parse(exit.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var sleep = SleepPattern().Match(text);
        TimeSpan? duration = sleep.Success
            ? TimeSpan.FromSeconds(double.Parse(sleep.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            : null;
        return new ContainerCommand(code & 0xFF, duration);
    }

    /// <summary>What the <c>echo</c> commands of a script write, one line each; null where there are none.</summary>
    public static string? EchoOf(JsonObject container)
    {
        string[] words = [.. container.Texts("command"), .. container.Texts("args")];
        var lines = words is [var shell, var flag, var script, ..] && IsShell(shell) && flag.StartsWith('-') && flag.EndsWith('c')
            ? EchoPattern().Matches(script).Select(match => match.Groups[1].Value.Trim().Trim('"', '\'')).ToList()
            : words is ["echo" or "/bin/echo", .. var rest] ? [string.Join(' ', rest)] : [];
        return lines.Count > 0 ? string.Join('\n', lines) : null;
    }

    private static bool IsShell(string program) => program is "sh" or "/bin/sh" or "bash" or "/bin/bash" or "ash";

    [GeneratedRegex(@"(?:^|[;&\n]\s*)exit\s+(\d{1,9})\s*;?$")]
    private static partial Regex ExitPattern();

    // Texts that a shell would change are left out.
    [GeneratedRegex(@"(?:^|[;&\n]\s*)echo\s+([^;&|<>$`*\\\n]+)")]
    private static partial Regex EchoPattern();

    [GeneratedRegex(@"^(?:/bin/)?sleep\s+(\d{1,9}(?:\.\d{1,9})?)s?\b")]
    private static partial Regex SleepPattern();
}
