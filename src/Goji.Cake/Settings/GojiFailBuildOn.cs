namespace Goji.Cake;

/// <summary>The states of a job that <c>GojiProcess</c> fails the build for, once everything is done and pushed.</summary>
[Flags]
public enum GojiFailBuildOn
{
    /// <summary>No job fails the build: the script decides by the report.</summary>
    Nothing = 0,

    /// <summary>A job that the pass moved to <c>failed/</c>, because its Job failed or because its file was refused.</summary>
    Failed = 1,

    /// <summary>A job that the pass moved to <c>unknown/</c>.</summary>
    Unknown = 2,

    /// <summary>A job that the pass left in <c>queued/</c>.</summary>
    Held = 4,
}
