namespace Goji.Tool.Output;

/// <summary>How much is told, in the words of Cake and of the dotnet command.</summary>
internal enum Verbosity
{
    /// <summary>Errors.</summary>
    Quiet,

    /// <summary>And warnings.</summary>
    Minimal,

    /// <summary>And a line for each change of state.</summary>
    Normal,

    /// <summary>And the steps on the way.</summary>
    Verbose,

    /// <summary>And details for whoever looks for a fault in Goji itself.</summary>
    Diagnostic,
}
