namespace Goji.Benchmarks.Measuring;

/// <summary>Two pieces of work, measured in turns so that a busy machine is busy for both.</summary>
/// <param name="Subject">The medians of the measured work.</param>
/// <param name="Floor">The medians of the baseline.</param>
/// <param name="Ratio">The median of the rounds' ratios of time.</param>
/// <param name="CpuRatio">The same of processor time.</param>
internal sealed record Comparison(Measured Subject, Measured Floor, double Ratio, double CpuRatio)
{
    /// <summary>Compares in rounds, after one that does not count.</summary>
    public static async Task<Comparison> RunAsync(int rounds, Func<Task<Measured>> subject, Func<Task<Measured>> floor)
    {
        var pairs = new List<(Measured Subject, Measured Floor)>();
        for (var round = 0; round <= rounds; round++)
        {
            // Who goes first changes from round to round.
            if (round % 2 == 0)
            {
                var one = await subject();
                pairs.Add((one, await floor()));
            }
            else
            {
                var other = await floor();
                pairs.Add((await subject(), other));
            }
        }

        pairs.RemoveAt(0);
        return new(
            MedianOf([.. pairs.Select(pair => pair.Subject)]),
            MedianOf([.. pairs.Select(pair => pair.Floor)]),
            Median([.. pairs.Select(pair => pair.Subject.Elapsed / pair.Floor.Elapsed)]),
            Median([.. pairs.Select(pair => pair.Subject.Cpu / pair.Floor.Cpu)]));
    }

    private static Measured MedianOf(List<Measured> all) => new(
        TimeSpan.FromMilliseconds(Median([.. all.Select(one => one.Elapsed.TotalMilliseconds)])),
        TimeSpan.FromMilliseconds(Median([.. all.Select(one => one.Cpu.TotalMilliseconds)])),
        (long)Median([.. all.Select(one => (double)one.PeakBytes)]),
        all[^1].Note);

    private static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
