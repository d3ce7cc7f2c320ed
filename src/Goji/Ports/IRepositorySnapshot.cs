namespace Goji.Ports;

/// <summary>One commit of the jobs repository, read from the object database. It never changes.</summary>
internal interface IRepositorySnapshot
{
    /// <summary>The commit's id, 40 hexadecimal digits.</summary>
    string Id { get; }

    /// <summary>The path in the repository of a job in a state: <c>jobs/succeed/team-a/x.yaml</c> where the layout is so.</summary>
    string PathOf(JobState state, string jobPath);

    /// <summary>
    /// The job files of one state folder in ordinal path order, links and submodules among them. Costs what that one folder holds.
    /// </summary>
    IReadOnlyList<JobFile> List(JobState state);

    /// <summary>
    /// Visits the job files of one state folder in no particular order. Unlike <see cref="List"/> it keeps none of them: an archive of any
    /// size takes no memory.
    /// </summary>
    void Visit(JobState state, Action<JobFile> visit)
    {
        foreach (var file in List(state))
        {
            visit(file);
        }
    }

    /// <summary>The job of a state folder at a path, or null. Costs a look-up, whatever the folder holds.</summary>
    JobFile? Find(JobState state, string jobPath);

    /// <summary>
    /// The path of what keeps a file from being put at a path: a file where a folder is needed, or a folder where the file would lie. Null
    /// where nothing does; a file at the path itself is no obstacle.
    /// </summary>
    string? ObstacleAt(string path);

    /// <summary>The content of a job file, of kind <see cref="JobFileKind.File"/>, as it was committed.</summary>
    byte[] Read(JobFile file);

    /// <summary>The content of any file of the commit, or null where there is none.</summary>
    /// <exception cref="GojiUsageException">There is something at the path, but no plain file, or one that is larger than the
    /// limit.</exception>
    /// <param name="path">The path in the repository, such as <c>.goji/repository.yaml</c>.</param>
    /// <param name="maxBytes">The size in bytes up to which the file is read.</param>
    byte[]? ReadFile(string path, int maxBytes);

    /// <summary>
    /// The id of the content at a path, for files with the same id have the same content; null where there is nothing. Costs a look-up.
    /// </summary>
    string? ContentIdOf(string path);
}
