
namespace Goji.Manifests;

/// <summary>What Goji writes onto a Job at its creation, by which it knows the Job again.</summary>
/// <param name="Name">The Job's fixed name.</param>
/// <param name="RunId">The id of the attempt.</param>
/// <param name="RepositoryId">The id that the jobs repository keeps in itself.</param>
/// <param name="File">The job's path below its state folder.</param>
/// <param name="RepositoryUrl">The repository's address without credentials.</param>
internal sealed record JobMarks(string Name, string RunId, string RepositoryId, string File, string RepositoryUrl);
