namespace Goji;

/// <summary>How much a line of the log matters.</summary>
public enum GojiLogLevel
{
    /// <summary>This is why the build fails.</summary>
    Error,

    /// <summary>Needs attention; the operation continues.</summary>
    Warning,

    /// <summary>One line per change of state, and the closing count.</summary>
    Information,

    /// <summary>The steps on the way: git and API calls.</summary>
    Verbose,

    /// <summary>Details for finding faults in Goji itself.</summary>
    Debug,
}
