namespace Goji.Ports;

/// <summary>
/// An entry of a state folder that is a job by its name: <c>.yaml</c>, <c>.yml</c> or <c>.json</c>, in any case of letters, or any link or
/// submodule.
/// </summary>
/// <param name="State">The state folder it is in.</param>
/// <param name="Path">The path below the state folder, with forward slashes: the job's identity.</param>
/// <param name="Kind">What kind of entry it is; only a plain file is ever read.</param>
/// <param name="ObjectId">The id of its content in the object database.</param>
/// <param name="Executable">Whether the file is executable. A move keeps this.</param>
internal sealed record JobFile(JobState State, string Path, JobFileKind Kind, string ObjectId, bool Executable)
{
    /// <summary>The size in bytes, found from the object's header on first use; 0 for a link or submodule.</summary>
    public required Func<long> Size { private get; init; }

    public long Length => Size();

    /// <summary>Whether there is no such file any more.</summary>
    public bool IsDeleted { get; private init; }

    /// <summary>A job whose file was deleted. There is nothing to read.</summary>
    public static JobFile Deleted(string path) => new(JobState.Processing, path, JobFileKind.File, "", Executable: false)
    {
        Size = static () => 0,
        IsDeleted = true,
    };

    /// <summary>The path as people write it: state folder's standard name and path, <c>queued/team-a/x.yaml</c>.</summary>
    public override string ToString() => $"{State.ToString().ToLowerInvariant()}/{Path}";
}
