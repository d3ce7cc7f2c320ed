using System.Globalization;

namespace Goji.Benchmarks.Measuring;

/// <summary>One line of the table.</summary>
/// <param name="Case">What was measured.</param>
/// <param name="Subject">Goji's figure.</param>
/// <param name="Floor">The baseline, and its figure.</param>
/// <param name="Ratio">The quotient or difference.</param>
/// <param name="CpuRatio">The quotient of processor time; empty where there is none.</param>
/// <param name="Goal">What it is meant to be.</param>
internal sealed record Row(string Case, string Subject, string Floor, string Ratio, string CpuRatio, string Goal)
{
    public static Row OfTimes(string name, string floor, Comparison times, string goal) => new(
        name, Time(times.Subject.Elapsed), $"{floor}: {Time(times.Floor.Elapsed)}", Quotient(times.Ratio), Quotient(times.CpuRatio), goal);

    public static Row OfPeaks(string name, string floor, Measured subject, Measured empty, string goal) => new(
        name, Size(subject.PeakBytes), $"{floor}: {Size(empty.PeakBytes)}", Difference(subject.PeakBytes - empty.PeakBytes), "", goal);

    public static string Time(TimeSpan time) => time.TotalSeconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private static string Quotient(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} ×");

    private static string Difference(long bytes) => $"{(bytes < 0 ? '-' : '+')} {Size(Math.Abs(bytes))}";

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");
}
