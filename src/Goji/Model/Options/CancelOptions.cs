namespace Goji;

/// <summary>How jobs are cancelled.</summary>
public sealed class CancelOptions
{
    /// <summary>Gets or sets the reason. The request, the run record and the commit show it.</summary>
    /// <value>Default: none; who cancelled is recorded in any case.</value>
    public string? Reason { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the cancel is only requested, in the repository. The next pass of any runner carries it out;
    /// no cluster is needed.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RequestOnly { get; set; }

    internal CancelOptions Copy() => (CancelOptions)MemberwiseClone();
}
