namespace Goji.Records;

/// <summary>How a Kubernetes Job ended. The names are those of run records.</summary>
internal enum JobOutcome
{
    /// <summary>The Job is complete.</summary>
    Succeeded,

    /// <summary>The Job failed, was refused or was cancelled.</summary>
    Failed,

    /// <summary>The Job no longer exists, and its end was not observed.</summary>
    Unknown,
}
