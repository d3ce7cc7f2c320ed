namespace Goji.Git.Remotes.Server.Ssh;

/// <summary>The families of ssh programs, by the options that they take.</summary>
internal enum SshVariant
{
    OpenSsh,

    /// <summary>PuTTY's plink.</summary>
    Plink,

    /// <summary>A program that takes a host and a command, and no option.</summary>
    Simple,
}
