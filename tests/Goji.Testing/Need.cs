using System.Net;
using System.Net.Sockets;

namespace Goji.Testing;

/// <summary>Finds what a test needs besides the SDK: a program, a file, a folder beside the checkout, or an environment variable.</summary>
public static class Need
{
    public const string LoopbackV6 = "::1";

    private static readonly Lazy<bool> HasLoopbackV6 = new(CanListenOnLoopbackV6);

    /// <summary>Returns whether the machine has it.</summary>
    /// <param name="need"><c>$NAME</c> is an environment variable, a rooted path a file or folder, another path a folder above the tests,
    /// <c>::1</c> the loopback address of IPv6, and a name a program.</param>
    public static bool IsMet(string need) =>
        need == LoopbackV6 ? HasLoopbackV6.Value
        : need.StartsWith('$') ? !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(need[1..]))
        : Path.IsPathRooted(need) ? Path.Exists(need)
        : need.Contains('/') ? Folder(need) is not null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, need)));

    /// <summary>Returns the full path of a folder that lies in one of the folders above the tests, or null.</summary>
    public static string? Folder(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, path) is var candidate && Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Returns the reason to skip a test, or null where the machine has everything. The build reads the need from it.</summary>
    public static string? ReasonToSkip(params IEnumerable<string> needs) =>
        needs.FirstOrDefault(need => !IsMet(need)) is { } missing ? Lacks(missing) : null;

    /// <summary>Returns the reason to skip a test that lacks <paramref name="need"/>.</summary>
    public static string Lacks(string need) => $"Needs {need}, which this machine lacks.";

    private static bool CanListenOnLoopbackV6()
    {
        try
        {
            using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
