namespace Goji;

/// <summary>What a check looks at.</summary>
public sealed class CheckOptions
{
    /// <summary>Gets or sets a value indicating whether no cluster is asked.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Offline { get; set; }

    /// <summary>Gets or sets the commit, such as <c>origin/main</c>, since whose common ancestor with HEAD queued manifests were added or changed. They are checked besides the named ones.</summary>
    /// <value>Default: null; the named manifests are checked.</value>
    public string? ChangedSince { get; set; }
}
