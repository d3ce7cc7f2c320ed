namespace Goji;

/// <summary>How much a finding of a check matters.</summary>
public enum CheckSeverity
{
    /// <summary>The job may be held, or the manifest holds something that this version of Goji does not know.</summary>
    Warning,

    /// <summary>A pass would refuse the manifest.</summary>
    Error,
}
