namespace Goji;

/// <summary>What a pass does about the jobs that it waits for when its wait ends before they have finished.</summary>
public enum WaitEndAction
{
    /// <summary>They go on; a later pass records how they end.</summary>
    Leave,

    /// <summary>They are cancelled: their Jobs are deleted, and their files move to <c>failed/</c>.</summary>
    Cancel,
}
