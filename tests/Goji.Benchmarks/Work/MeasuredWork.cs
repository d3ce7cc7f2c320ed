using System.Diagnostics;
using System.Globalization;

namespace Goji.Benchmarks.Work;

/// <summary>The pieces of work that are measured, by their names on the command line.</summary>
internal static class MeasuredWork
{
    public static async Task RunAsync(string work, Arguments arguments)
    {
        var note = work switch
        {
            "nothing" => "nothing",
            "pass" => await GojiPass.RunAsync(arguments),
            "check" => await GojiCheck.RunAsync(arguments),
            "parse" => ParseFloor.Run(arguments),
            "start-floor" => await StartFloor.RunAsync(arguments),
            "list" => await ListFloor.RunAsync(arguments),
            "gets" => await GetsFloor.RunAsync(arguments),
            "follow" => await GojiFollow.RunAsync(arguments),
            "follow-floor" => await FollowFloor.RunAsync(arguments),
            "clone" => await GojiClone.RunAsync(arguments),
            "full-clone" => FullClone.Run(arguments),
            "fetch" => FetchFloor.Run(arguments),
            _ => throw new ArgumentException($"There is no work named {work}."),
        };
        using var self = Process.GetCurrentProcess();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{self.TotalProcessorTime.Ticks} {self.PeakWorkingSet64} {note}"));
    }
}
