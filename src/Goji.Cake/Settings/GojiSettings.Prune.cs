namespace Goji.Cake;

public sealed partial class GojiSettings
{
    /// <summary>Gets or sets how many of the jobs that finished last <c>GojiPrune</c> keeps in each state.</summary>
    /// <value>Default: null; the number of jobs protects none.</value>
    public int? KeepNewest { get; set; }

    /// <summary>Gets or sets how long <c>GojiPrune</c> keeps a job after it has finished.</summary>
    /// <value>Default: null; age does not protect a job.</value>
    public TimeSpan? KeepFor { get; set; }

    /// <summary>
    /// Gets or sets the states whose jobs <c>GojiPrune</c> removes: any of <see cref="JobState.Succeeded"/>, <see cref="JobState.Failed"/>
    /// and <see cref="JobState.Unknown"/>.
    /// </summary>
    /// <value>Default: all three.</value>
    public IEnumerable<JobState>? PruneStates { get; set; }
}
