namespace Goji.Benchmarks.Cases;

/// <summary>Checks that what was measured did the work: a run that fails early is fast.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException($"Expected {expected} {what}, and there are {actual}.");
        }
    }

    public static void Contains(string expected, string actual)
    {
        if (!actual.Contains(expected, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Expected \"{expected}\" in \"{actual}\".");
        }
    }
}
