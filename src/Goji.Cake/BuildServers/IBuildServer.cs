namespace Goji.Cake.BuildServers;

/// <summary>A build system that runs the script and shows more of a build than its log.</summary>
internal interface IBuildServer
{
    /// <summary>Has a secret hidden in the log of the build from now on, where the build system can.</summary>
    void Mask(string secret)
    {
    }

    void Tell(BuildNews news);
}
