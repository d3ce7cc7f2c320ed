namespace Goji.Tool;

/// <summary>The exit codes of the command. The numbers are documented: scripts rely on them.</summary>
internal static class ExitCode
{
    /// <summary>Done, whatever became of the jobs.</summary>
    public const int Done = 0;

    /// <summary>Done, and a job is in a state that <c>--fail-on</c> names.</summary>
    public const int JobsAsFailOnSays = 1;

    /// <summary>There are no logs to show.</summary>
    public const int NoLogs = 1;

    /// <summary>The command line, a setting or the repository is not as it must be: a person must act.</summary>
    public const int Usage = 2;

    /// <summary>Git or the cluster failed: trying again may help.</summary>
    public const int Failure = 3;

    /// <summary>A fault in Goji itself.</summary>
    public const int Fault = 4;

    /// <summary>Ended by Ctrl-C, as shells have it: 128 and the signal's number.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = 143;
}
