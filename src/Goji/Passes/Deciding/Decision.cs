using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Deciding;

/// <summary>What to do about one queued file.</summary>
internal abstract record Decision(JobFile File)
{
    /// <summary>It is claimed: it moves to processing, and its Jobs are started.</summary>
    internal sealed record Claim(JobFile File, PreparedFile Prepared, RunRecord Record) : Decision(File)
    {
        /// <summary>Whether an earlier claim of the same file was returned.</summary>
        public bool WasReturned { get; init; }

        /// <summary>Finished files of the same path, which are replaced.</summary>
        public IReadOnlyList<JobFile> Replaced { get; init; } = [];
    }

    /// <summary>It cannot be run: it moves to failed.</summary>
    internal sealed record Reject(JobFile File, string RunId, string Reason, RunRecord Record) : Decision(File)
    {
        /// <summary>The reason in a word.</summary>
        public string Word { get; init; } = JobRun.Refused;

        /// <summary>Finished files of the same path, which are replaced.</summary>
        public IReadOnlyList<JobFile> Replaced { get; init; } = [];
    }

    /// <summary>It stays queued.</summary>
    internal sealed record Hold(JobFile File, string Reason) : Decision(File)
    {
        /// <summary>When time alone changes that, by the API server's clock; null where it does not.</summary>
        public DateTimeOffset? DueAt { get; init; }
    }

    /// <summary>It is dropped, because a file of its path has finished already.</summary>
    internal sealed record Discard(JobFile File, JobFile Finished) : Decision(File);
}
