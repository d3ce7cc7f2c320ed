namespace Goji.Ports;

internal enum PushOutcome
{
    /// <summary>The remote branch is now at the commit.</summary>
    Accepted,

    /// <summary>The remote branch was moved first by another commit: sync, decide again, commit again.</summary>
    Lost,
}
