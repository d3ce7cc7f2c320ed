namespace Goji.Ports;

internal enum PushOutcome
{
    /// <summary>The remote branch is now at the commit.</summary>
    Accepted,

    /// <summary>Somebody else moved the remote branch first: sync, decide again, commit again.</summary>
    Lost,
}
