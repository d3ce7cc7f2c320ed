namespace Goji;

/// <summary>What an initialisation has done.</summary>
public enum InitResult
{
    /// <summary>The jobs repository was cloned.</summary>
    Cloned,

    /// <summary>A new jobs repository was made.</summary>
    Scaffolded,

    /// <summary>There was a repository already, and nothing was changed.</summary>
    AlreadyThere,
}
