using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Jobs.Pods;

/// <summary>
/// What becomes of a Job's pods: read from the annotations of its pod template, else guessed from the containers' commands.
/// </summary>
internal sealed partial record PodScript(
    TimeSpan Duration,
    TimeSpan Termination,
    PodResult Result,
    int ExitCode,
    int FailingRuns,
    string? Log,
    string? TerminationMessage,
    string FirstContainer)
{
    /// <summary>Gets how many log lines are written in a second; null where all are written at the start.</summary>
    public double? LogRate { get; private init; }

    private const string Prefix = "sandbox.goji.run/";
    private const int KilledForMemory = 137;

    public static PodScript Read(JsonObject template)
    {
        var annotations = template.Object("metadata").TextMap("annotations");
        var commanded = ContainerCommand.Of(template.Object("spec").Objects("containers"));
        var script = new PodScript(
            Seconds(annotations, "seconds") ?? commanded.Duration ?? TimeSpan.FromSeconds(1),
            Seconds(annotations, "termination-seconds") ?? TimeSpan.Zero,
            PodResult.Success,
            0,
            0,
            annotations.GetValueOrDefault(Prefix + "log"),
            annotations.GetValueOrDefault(Prefix + "termination-message"),
            template.Object("spec").Objects("containers").FirstOrDefault().Text("name") ?? "")
        {
            LogRate = Number(annotations, "log-lines-per-second"),
        };

        return annotations.TryGetValue(Prefix + "result", out var result)
            ? script.With(result.Trim())
            : commanded.ExitCode == 0
                ? script
                : script with { Result = PodResult.Fail, ExitCode = commanded.ExitCode };
    }

    /// <summary>Gets the exit code of a pod's run, counted from zero over all runs of its index.</summary>
    public int ExitCodeOf(int run) => Result switch
    {
        PodResult.Fail => ExitCode,
        PodResult.OutOfMemory => KilledForMemory,
        PodResult.FailTimes => run < FailingRuns ? ExitCode : 0,
        _ => 0,
    };

    public bool NeverStarts =>
        Result is PodResult.ImagePull or PodResult.MissingSecret or PodResult.MissingVolume or PodResult.Unschedulable;

    private PodScript With(string result)
    {
        var exit = ExitPattern().Match(result);
        if (exit.Success)
        {
            var code = int.Parse(exit.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            return code == 0 ? this : this with { Result = PodResult.Fail, ExitCode = code };
        }

        var times = FailTimesPattern().Match(result);
        if (times.Success)
        {
            return this with
            {
                Result = PodResult.FailTimes,
                ExitCode = 1,
                FailingRuns = int.Parse(times.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
            };
        }

        return result switch
        {
            "fail" => this with { Result = PodResult.Fail, ExitCode = 1 },
            "oom" => this with { Result = PodResult.OutOfMemory },
            "image-pull" => this with { Result = PodResult.ImagePull },
            "missing-secret" => this with { Result = PodResult.MissingSecret },
            "missing-volume" => this with { Result = PodResult.MissingVolume },
            "unschedulable" => this with { Result = PodResult.Unschedulable },
            "hang" => this with { Result = PodResult.Hang },
            "no-pods" => this with { Result = PodResult.NoPods },
            _ => this,
        };
    }

    private static double? Number(IReadOnlyDictionary<string, string> annotations, string name) =>
        annotations.TryGetValue(Prefix + name, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= 1e6
                ? number
                : null;

    private static TimeSpan? Seconds(IReadOnlyDictionary<string, string> annotations, string name) =>
        annotations.TryGetValue(Prefix + name, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and < 1e9
                ? TimeSpan.FromSeconds(seconds)
                : null;

    [GeneratedRegex(@"^exit (\d{1,3})$")]
    private static partial Regex ExitPattern();

    [GeneratedRegex(@"^fail-times (\d{1,6})$")]
    private static partial Regex FailTimesPattern();
}
