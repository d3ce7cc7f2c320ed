using System.Globalization;

namespace Goji.Benchmarks.Work;

/// <summary>Counts the lines of several logs, checks their order and notes how late they are.</summary>
internal sealed class LineCount
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> newest = [];
    private readonly List<double> delays = [];
    private int disorder;

    /// <param name="pod">The pod that has written the line.</param>
    /// <param name="text">The line: <c>line 17</c>.</param>
    /// <param name="at">When it was written.</param>
    public void Add(string pod, ReadOnlySpan<char> text, DateTimeOffset at)
    {
        var number = int.Parse(text[(text.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
        var delay = (TimeProvider.System.GetUtcNow() - at).TotalMilliseconds;
        lock (gate)
        {
            disorder += newest.GetValueOrDefault(pod) + 1 == number ? 0 : 1;
            newest[pod] = number;
            delays.Add(delay);
        }
    }

    public override string ToString()
    {
        delays.Sort();
        var median = delays.Count == 0 ? 0 : delays[delays.Count / 2];
        return string.Create(CultureInfo.InvariantCulture, $"{delays.Count} lines of {newest.Count} pods, {disorder} out of order, {median:0} ms");
    }
}
