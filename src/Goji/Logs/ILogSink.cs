using Goji.Ports.Pods;

namespace Goji.Logs;

/// <summary>Takes the lines of followed Jobs, from several streams at once.</summary>
internal interface ILogSink : IDisposable
{
    void Write(FollowedJob job, PodContainer container, LogLine line);

    /// <summary>A container, whose run before was read, was started again.</summary>
    void Restarted(FollowedJob job, PodContainer container);

    /// <summary>The file that keeps the newest log of a container; null for none.</summary>
    string? FileOf(FollowedJob job, string pod, string container);

    /// <summary>All lines of a Job that could be read are written.</summary>
    void Ended(FollowedJob job);
}
