using System.Globalization;
using Goji.Git.Remotes;

namespace Goji.Passes;

/// <summary>Names a runner in its claims: for people by host, process and build, and for other runners by a part that no other runner has.</summary>
internal static class RunnerName
{
    public static string New(string? buildUrl)
    {
        var token = Guid.NewGuid().ToString("N")[..8];
        var name = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}, process {Environment.ProcessId}, pass {token}");
        return string.IsNullOrWhiteSpace(buildUrl) ? name : $"{name}, {RemoteAddress.WithoutCredentials(buildUrl)}";
    }
}
