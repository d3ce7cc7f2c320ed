using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Recording;

/// <summary>Keeps the index of open work in step with a commit.</summary>
internal sealed class OpenWorkIndex
{
    private readonly IRepositorySnapshot snapshot;
    private readonly OpenWork before;
    private readonly ReturnedClaims returns;
    private readonly Lazy<HashSet<string>> listed;
    private readonly Dictionary<string, IReadOnlyList<string>> opened = [];
    private readonly HashSet<string> closed = [];
    private readonly HashSet<string> answered = [];
    private readonly Dictionary<string, ClaimReturn> returned = [];

    /// <param name="snapshot">The snapshot that the commit is made on.</param>
    public OpenWorkIndex(IRepositorySnapshot snapshot)
    {
        this.snapshot = snapshot;
        before = snapshot.ReadOpenWork();
        returns = new(before);
        listed = new(() => before.Files.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The returned or renewed claim of a file with this content; null where there is none.</summary>
    public ClaimReturn? ReturnOf(JobFile file) => returns.Of(file);

    /// <param name="path">The path of a file that is claimed.</param>
    /// <param name="groups">The groups that it is in.</param>
    public void Open(string path, IReadOnlyList<string> groups) => opened[path] = groups;

    public void Close(string path) => closed.Add(path);

    /// <summary>The cluster has started or refused a file: an earlier return of its claim is of no interest any more.</summary>
    public void Answer(string path) => answered.Add(path);

    public void Return(JobFile file, string reason, DateTimeOffset now)
    {
        Close(file.Path);
        Renew(file, reason, now);
    }

    /// <summary>Records another try of a claim without success.</summary>
    public void Renew(JobFile file, string reason, DateTimeOffset now) =>
        returned[file.Path] = new(file.Path, file.ObjectId, now, (ReturnOf(file)?.Times ?? 0) + 1, reason);

    /// <summary>Whether a file that is away is taken off the index, which is worth a commit of its own.</summary>
    public bool IsCloseOfListed(string path) => closed.Contains(path) && listed.Value.Contains(path);

    /// <returns>The change; null where the index stays unchanged.</returns>
    public TreeChange? ToChange()
    {
        var processing = snapshot.List(JobState.Processing).Select(file => file.Path).Where(path => !closed.Contains(path));
        var away = before.Files.Where(path => !closed.Contains(path) && snapshot.Find(JobState.Processing, path) is null && IsOpen(path));
        var kept = before.Returns.Where(claim =>
            !answered.Contains(claim.File)
            && !returned.ContainsKey(claim.File)
            && (opened.ContainsKey(claim.File)
                || (
                    snapshot.Find(JobState.Queued, claim.File)
                        ?? snapshot.Find(JobState.Processing, claim.File))?.ObjectId == claim.Content));
        var after = new OpenWork(
            [.. processing.Concat(away).Concat(opened.Keys).Distinct().Order(StringComparer.Ordinal)],
            [.. kept.Concat(returned.Values).OrderBy(claim => claim.File, StringComparer.Ordinal)]);
        after = after with
        {
            Groups = after.Files.Select(path => (Path: path, Groups: opened.GetValueOrDefault(path) ?? before.GroupsOf(path)))
                .Where(file => file.Groups.Count > 0)
                .ToDictionary(file => file.Path, file => file.Groups, StringComparer.Ordinal),
        };
        return after.Equals(before) ? null
            : after.IsEmpty ? new TreeChange.Delete(OpenWork.Path)
            : new TreeChange.Write(OpenWork.Path, OpenWorkYaml.Write(after));
    }

    private bool IsOpen(string path)
    {
        try
        {
            return snapshot.ReadRecord(path).Newest is { IsOpen: true };
        }
        catch (RunRecordException)
        {
            return false;
        }
    }
}
