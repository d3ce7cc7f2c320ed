using Goji.Testing;
using Goji.Tests.Passes;

namespace Goji.Tests.Checking;

/// <summary>A check of a branch finds the commits that a pass would not take for want of a signature.</summary>
public sealed class CheckingSignatures : PassTest
{
    public CheckingSignatures()
    {
        Directory.CreateDirectory(Place["runner"]);
        File.WriteAllText(
            Place["runner/policy.yaml"], "verify: {allowedSigners: [allowed_signers]}\nrules:\n- {name: all, paths: ['**'], namespaces: ['**']}\n");
        Options.PolicyFile = Place["runner/policy.yaml"];
        ChildProcess.Run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Place["dev"]]);
        File.WriteAllText(Place["runner/allowed_signers"], $"dev@example.com {File.ReadAllText(Place["dev.pub"])}");
    }

    [FactNeeding("ssh-keygen")]
    public async Task Unsigned_commit_is_an_error_until_it_is_signed()
    {
        Write("queued/a.yaml", Job("a"));
        Git("add", "-A");
        Git("commit", "-q", "-m", "Queue");

        var finding = Assert.Single((await CheckAsync("queued/a.yaml")).Findings);
        Assert.Equal(("signature", CheckSeverity.Error), (finding.Rule, finding.Severity));
        Assert.Contains("is not signed. The rule 'all' of the policy demands a signature by one of its keys", finding.Text, StringComparison.Ordinal);

        Git([.. Signing, "commit", "-q", "--amend", "--no-edit", "-S"]);
        Assert.Empty((await CheckAsync("queued/a.yaml")).Findings);
    }

    [FactNeeding("ssh-keygen")]
    public async Task Merge_that_a_CI_system_makes_of_a_signed_branch_is_passed_over()
    {
        Git("checkout", "-q", "-b", "branch");
        Write("queued/a.yaml", Job("a"));
        Git("add", "-A");
        Git([.. Signing, "commit", "-q", "-S", "-m", "Queue"]);
        Git("checkout", "-q", "-");
        Write("queued/b.yaml", Job("b"));
        Git("add", "-A");
        Git("commit", "-q", "-m", "Queue without a signature");
        Git("merge", "-q", "--no-ff", "--no-edit", "branch");

        var report = await Runner().CheckAsync([], new() { Offline = true, ChangedSince = "HEAD~2" });

        Assert.Equal(["queued/a.yaml", "queued/b.yaml"], report.Files.Select(Below).Order());
        Assert.Equal("queued/b.yaml", Below(Assert.Single(report.Findings).File));
    }

    [FactNeeding("ssh-keygen")]
    public async Task File_that_is_not_committed_and_a_history_that_ends_are_warnings()
    {
        Write("queued/a.yaml", Job("a"));
        Assert.Contains("not committed as it is", Assert.Single((await CheckAsync("queued/a.yaml")).Warnings).Text, StringComparison.Ordinal);

        Queue(("a.yaml", Job("a")));
        Origin.GrowHistory(2);
        GitProgram.Run(Place.Path, "clone", "-q", "--depth", "1", $"file://{Origin.Path}", Place["shallow"]);
        Options.Directory = Place["shallow"];
        Assert.Contains("git fetch --unshallow", Assert.Single((await CheckAsync("queued/a.yaml")).Warnings).Text, StringComparison.Ordinal);
    }

    private string[] Signing => ["-c", "gpg.format=ssh", "-c", $"user.signingKey={Place["dev"]}"];

    private Task<CheckReport> CheckAsync(string file) =>
        Runner().CheckAsync([Path.Combine(Options.Directory, file)], new() { Offline = true });

    private static string Below(string path) => path[path.IndexOf("queued/", StringComparison.Ordinal)..];

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(Options.Directory, file), content);

    private void Git(params string[] arguments) => GitProgram.Run(Options.Directory, arguments);
}
