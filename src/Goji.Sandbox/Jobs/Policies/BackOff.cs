namespace Goji.Sandbox.Jobs.Policies;

/// <summary>The controller's doubling delay, with a pod's own run time in the place of ten seconds.</summary>
internal static class BackOff
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest)
    {
        var delay = first * Math.Pow(2, Math.Min(failures - 1, 30));
        return delay < longest ? delay : longest;
    }
}
