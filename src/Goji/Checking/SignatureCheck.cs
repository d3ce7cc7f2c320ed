using Goji.Model;
using Goji.Policies;
using Goji.Ports.Sources;

namespace Goji.Checking;

/// <summary>Finds files that the rule <c>verify</c> of a policy does not let start: the commits that bring them are not signed.</summary>
/// <param name="policy">The policy.</param>
/// <param name="sources">The branch that is checked out.</param>
/// <param name="findings">Takes the findings.</param>
internal sealed class SignatureCheck(JobPolicy policy, IBranchSources sources, List<CheckFinding> findings)
{
    private readonly Dictionary<(string Commit, string Keys), SignatureReport> reports = [];

    public void Run(CheckedFile file)
    {
        if (file.Root is null
            || policy.RuleFor(file.JobPath) is not { Verify: { } trusted } rule
            || sources.Of(file.FullPath) is not { } source)
        {
            return;
        }

        var demand = rule.SignatureDemand;
        if (source.MissingAfter is { } end)
        {
            Add(
                file,
                CheckSeverity.Warning,
                $"{demand}, and the clone's history ends at {end[..7]}, before the commit that brought the file. Fetch all of it: "
                    + "git fetch --unshallow, or in CI fetch-depth: 0 (GitHub Actions), GIT_DEPTH: 0 (GitLab), fetchDepth: 0 (Azure "
                    + "Pipelines).");
        }
        else if (source.Commits.Count == 0)
        {
            Add(file, CheckSeverity.Warning, $"{demand}, and the file is not committed as it is. Commit it with git commit -S.");
        }

        foreach (var commit in source.Commits)
        {
            if (ReportOf(commit, trusted) is { Signer: null } report)
            {
                Add(
                    file,
                    CheckSeverity.Error,
                    $"The commit {commit}, which brought or changed the file, {report.Problem}. {demand}: a pass holds the file. Sign the "
                        + "commit with git commit --amend -S, or the branch with git rebase --force-rebase -S.");
            }
        }
    }

    private SignatureReport ReportOf(SourceCommit commit, TrustedSigners trusted)
    {
        if (!reports.TryGetValue((commit.Id, trusted.Id), out var report))
        {
            reports[(commit.Id, trusted.Id)] = report = sources.Check(commit, trusted);
        }

        return report;
    }

    private void Add(CheckedFile file, CheckSeverity severity, string text) =>
        findings.Add(new(file.Path, 0, 0, severity, CheckRules.Signature, text));
}
