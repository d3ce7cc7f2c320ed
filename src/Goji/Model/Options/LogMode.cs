namespace Goji;

/// <summary>Which logs of Jobs are shown.</summary>
public enum LogMode
{
    /// <summary>None.</summary>
    Nothing,

    /// <summary>The last lines of the containers of failed Jobs, in the report.</summary>
    Failed,

    /// <summary>
    /// Every line of every container of the awaited Jobs, as it arrives, and the last lines of failed ones in the report.
    /// </summary>
    Follow,
}
