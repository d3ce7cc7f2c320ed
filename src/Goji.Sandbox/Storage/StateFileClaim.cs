using System.Diagnostics;

namespace Goji.Sandbox.Storage;

/// <summary>
/// Claims a state file for one cluster, through an open file beside it that the system gives back even when the process is killed.
/// </summary>
internal static class StateFileClaim
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static FileStream Take(string path, TimeSpan timeout)
    {
        // Real time on purpose: the wait is for another process, not for the cluster's clock.
        var waited = Stopwatch.StartNew();
        for (; ; )
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException))
            {
                if (waited.Elapsed >= timeout)
                {
                    throw new IOException(
                        $"The sandbox's state file \"{path}\" is in use by another sandbox cluster. Close that one, or give this one a "
                            + "file of its own.",
                        failure);
                }
            }

            using var moment = new ManualResetEventSlim();
            moment.Wait(Pause);
        }
    }
}
