using System.Globalization;

namespace Goji.Passes;

/// <summary>Names a runner in its claims: host, process and build for people, and a random part that no other runner has.</summary>
internal static class RunnerName
{
    /// <param name="buildUrl">The address of the build, without credentials; null for none.</param>
    public static string New(string? buildUrl)
    {
        var token = Guid.NewGuid().ToString("N")[..8];
        var name = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}, process {Environment.ProcessId}, pass {token}");
        return string.IsNullOrWhiteSpace(buildUrl) ? name : $"{name}, {buildUrl}";
    }
}
