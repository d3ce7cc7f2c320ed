using Goji.Ports;

namespace Goji.Passes.Deciding.Companions;

/// <summary>
/// The companions of the files in processing, and of those that are being claimed: no two runs have one at the same time.
/// </summary>
/// <param name="processing">Reads the files in processing; only called if a queued file has a companion.</param>
internal sealed class CompanionNames(Func<IEnumerable<(JobFile File, PreparedFile Prepared)>> processing)
{
    private Dictionary<ResourceName, JobFile>? users;

    /// <summary>
    /// Returns the file that has one of a file's companions; null if none has. What stays when Jobs go may serve several runs.
    /// </summary>
    public (JobFile File, PreparedCompanion Companion)? UserOf(PreparedFile file)
    {
        foreach (var companion in file.Companions.Where(companion => !companion.Resource.IsKept))
        {
            if (Users.TryGetValue(companion.Name, out var user))
            {
                return (user, companion);
            }
        }

        return null;
    }

    public void Take(JobFile file, PreparedFile prepared)
    {
        if (prepared.Companions.Count > 0)
        {
            Add(Users, file, prepared);
        }
    }

    private Dictionary<ResourceName, JobFile> Users
    {
        get
        {
            if (users is null)
            {
                users = [];
                foreach (var (file, prepared) in processing())
                {
                    Add(users, file, prepared);
                }
            }

            return users;
        }
    }

    private static void Add(Dictionary<ResourceName, JobFile> users, JobFile file, PreparedFile prepared)
    {
        foreach (var companion in prepared.Companions)
        {
            users.TryAdd(companion.Name, file);
        }
    }
}
