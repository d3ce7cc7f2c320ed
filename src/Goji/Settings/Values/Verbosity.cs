namespace Goji.Settings.Values;

/// <summary>How much a command writes to the error stream, in the words of Cake and of the dotnet command.</summary>
internal enum Verbosity
{
    /// <summary>Errors.</summary>
    Quiet,

    /// <summary>And warnings.</summary>
    Minimal,

    /// <summary>And a line for each change of state.</summary>
    Normal,

    /// <summary>And the steps in between.</summary>
    Verbose,

    /// <summary>And details for finding a fault in Goji itself.</summary>
    Diagnostic,
}
