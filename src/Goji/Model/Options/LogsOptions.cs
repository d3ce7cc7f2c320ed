namespace Goji;

/// <summary>Which lines of a job's logs are read.</summary>
public sealed class LogsOptions
{
    /// <summary>
    /// Gets or sets a value indicating whether lines are shown as they are written, until every Job of the attempt has finished.
    /// </summary>
    /// <value>Default: <see langword="false"/>, which reads what is there.</value>
    public bool Follow { get; set; }

    /// <summary>Gets or sets how many of the last lines of each container are read.</summary>
    /// <value>0 or more. Default: all lines.</value>
    public int? Tail { get; set; }

    /// <summary>Gets or sets the age of the oldest line that is read, by the cluster's clock.</summary>
    /// <value>A positive time, of which whole seconds count. Default: lines of any age.</value>
    public TimeSpan? Since { get; set; }

    /// <summary>Gets or sets a value indicating whether each line begins with its time in UTC, by the clock of its node.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Timestamps { get; set; }

    /// <summary>Gets or sets the name of the containers to read: init containers, sidecars or main ones.</summary>
    /// <value>Default: all containers.</value>
    public string? Container { get; set; }

    /// <summary>Gets or sets a value indicating whether the run of each container before its present one is read.</summary>
    /// <value>Default: <see langword="false"/>. It excludes <see cref="Follow"/>.</value>
    public bool Previous { get; set; }

    /// <summary>Gets or sets the run id of the attempt, or the beginning of it.</summary>
    /// <value>Default: the newest attempt.</value>
    public string? Attempt { get; set; }

    internal LogsOptions Copy() => (LogsOptions)MemberwiseClone();
}
