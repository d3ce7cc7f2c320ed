namespace Goji.Chaos.Races;

/// <summary>The way to the origin of a race.</summary>
public enum RaceRemote
{
    /// <summary>A folder.</summary>
    Folder,

    /// <summary>Smart HTTP.</summary>
    Http,

    /// <summary>OpenSSH's server.</summary>
    Ssh,
}
