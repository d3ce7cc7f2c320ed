using Goji.Testing;

namespace Goji.Tests.Passes;

/// <summary>The rule verify of a policy: what is not signed by an allowed key does not start, however it got into the queue.</summary>
public sealed class VerifyingSources : PassTest
{
    private readonly string desk;

    public VerifyingSources()
    {
        desk = Origin.Clone(Place["desk"]);
        Directory.CreateDirectory(Place["runner"]);
        File.WriteAllText(
            Place["runner/policy.yaml"],
            "verify: {allowedSigners: [allowed_signers]}\nrules:\n- {name: all, paths: ['**'], namespaces: ['**'], kinds: [ConfigMap]}\n");
        Options.PolicyFile = Place["runner/policy.yaml"];
        Allow(Key("dev"), "dev@example.com");
        Key("stranger");
    }

    [FactNeeding("ssh-keygen")]
    public async Task Signed_job_starts_and_runs_to_its_verdict()
    {
        Signed("dev", "Queue", ("queued/a.yaml", Job("a")));
        Origin.Commit("Somebody else commits something else", ("queued/README", "x"));

        await PassAsync();
        await PassAfterAsync(5);

        Assert.Equal(["queued/README", "succeeded/a.yaml"], Jobs());
    }

    [FactNeeding("ssh-keygen")]
    public Task Unsigned_commit_is_held() => HoldsAsync("is not signed", () => Unsigned("Queue", ("queued/a.yaml", Job("a"))));

    [FactNeeding("ssh-keygen")]
    public Task Unsigned_commit_with_the_name_of_an_allowed_author_is_held() => HoldsAsync(
        "by dev <dev@example.com> (committed by A Person <person@example.com>), which added or changed the file, is not signed",
        () => Unsigned("Queue", ["--author", "dev <dev@example.com>"], ("queued/a.yaml", Job("a"))));

    [FactNeeding("ssh-keygen")]
    public Task Signature_of_an_unknown_key_is_held() => HoldsAsync(
        "is signed with a key that is not allowed, or no longer (SHA256:", () => Signed("stranger", "Queue", ("queued/a.yaml", Job("a"))));

    [FactNeeding("ssh-keygen")]
    public async Task Key_that_has_expired_or_was_taken_from_the_list_is_held()
    {
        Signed("dev", "Queue", ("queued/a.yaml", Job("a")));
        var allowed = File.ReadAllText(Place["runner/allowed_signers"]);
        File.WriteAllText(Place["runner/allowed_signers"], allowed.Replace("ssh-ed25519", "valid-before=\"20200101\" ssh-ed25519", StringComparison.Ordinal));
        await HoldsAsync("is signed with a key that is not allowed, or no longer", () => { });

        File.WriteAllText(Place["runner/allowed_signers"], $"dev@example.com {File.ReadAllText(Place["stranger.pub"])}");
        await HoldsAsync("is signed with a key that is not allowed, or no longer", () => { });
    }

    [FactNeeding("ssh-keygen")]
    public Task Key_for_another_purpose_is_held()
    {
        File.WriteAllText(Place["runner/allowed_signers"], $"dev@example.com namespaces=\"file\" {File.ReadAllText(Place["dev.pub"])}");
        return HoldsAsync("is signed with a key that is not allowed", () => Signed("dev", "Queue", ("queued/a.yaml", Job("a"))));
    }

    [FactNeeding("ssh-keygen")]
    public Task Unsigned_change_of_a_signed_file_is_held() => HoldsAsync("is not signed", () =>
    {
        Signed("dev", "Queue", ("queued/a.yaml", Job("a")));
        Unsigned("Annotate", ("queued/a.yaml", Job("a", metadata: "annotations: {goji.run/priority: '10'}")));
    });

    [FactNeeding("ssh-keygen")]
    public Task Unsigned_companion_is_held() => HoldsAsync("is not signed", () =>
    {
        Options.AllowedKinds.Add("ConfigMap");
        Signed("dev", "Queue", ("queued/a.yaml", Job("a")));
        Unsigned("Add", ("queued/a.yaml", Job("a") + "\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}\n"));
    });

    [FactNeeding("ssh-keygen")]
    public Task Signed_commit_that_was_amended_without_a_key_is_held() => HoldsAsync("is not signed", () =>
    {
        Refresh();
        Signed("dev", "Queue", isPushed: false, ("queued/a.yaml", Job("a")));
        File.WriteAllText(Path.Combine(desk, "queued/a.yaml"), Job("evil"));
        Git("add", "-A");
        Git("commit", "--amend", "--no-edit", "-q");
        Push();
    });

    [FactNeeding("ssh-keygen")]
    public Task Signature_of_another_commit_is_held() => HoldsAsync("has a signature that does not match its content", () =>
    {
        Signed("dev", "Queue", ("queued/other.yaml", Job("other")));
        var signature = Git("cat-file", "commit", "HEAD").Split('\n').SkipWhile(line => !line.StartsWith("gpgsig ", StringComparison.Ordinal))
            .TakeWhile((line, index) => index == 0 || line.StartsWith(' '));
        Unsigned("Queue", ("queued/a.yaml", Job("a")));
        var forged = Git("cat-file", "commit", "HEAD").Split("\n\n", 2);
        File.WriteAllText(Place["forged"], $"{forged[0]}\n{string.Join('\n', signature)}\n\n{forged[1]}\n");
        Git("reset", "-q", "--hard", Git("hash-object", "-t", "commit", "-w", Place["forged"]));
        Git("push", "-q", "-f", "origin", "HEAD:master");
    });

    [FactNeeding("ssh-keygen")]
    public Task Unsigned_move_of_a_signed_file_is_held() => HoldsAsync("is not signed", () =>
    {
        Signed("dev", "Queue", ("queued/b.yaml", Job("a")));
        Git("mv", "queued/b.yaml", "queued/a.yaml");
        Unsigned("Move");
    });

    [FactNeeding("ssh-keygen")]
    public async Task Job_that_has_run_does_not_run_again_by_an_unsigned_move_or_merge()
    {
        var signed = Signed("dev", "Queue", ("queued/a.yaml", Job("a")));
        await PassAsync();
        await PassAfterAsync(5);
        Assert.Equal(["succeeded/a.yaml"], Jobs());

        await HoldsAsync("is not signed", () =>
        {
            Refresh();
            Git("mv", "succeeded/a.yaml", "queued/a.yaml");
            Unsigned("Again");
        });
        await HoldsAsync("is not signed", () =>
        {
            // The tree of the signed commit, with the tip as its parent.
            Refresh();
            Git("read-tree", "-u", "--reset", signed);
            Unsigned("Again");
        });
        await HoldsAsync("is not signed", () =>
        {
            // A merge that brings back what the signed commit had.
            Refresh();
            Git("merge", "-q", "-s", "ours", "--no-commit", "--no-ff", signed + "^");
            Git("reset", "-q", "--hard");
            var merge = Git("commit-tree", signed + "^{tree}", "-p", signed, "-p", "HEAD", "-m", "Merge");
            Git("reset", "-q", "--hard", merge);
            Push();
        });
        Assert.Single(Created());
    }

    [FactNeeding("ssh-keygen")]
    public Task File_added_by_two_branches_must_be_signed_in_both() => HoldsAsync("is not signed", () =>
    {
        Refresh();
        Git("checkout", "-q", "-b", "side");
        Unsigned("Queue", isPushed: false, ("queued/a.yaml", Job("a")));
        Git("checkout", "-q", "master");
        Signed("dev", "Queue", isPushed: false, ("queued/a.yaml", Job("a")));
        Git("merge", "-q", "--no-edit", "side");
        Push();
    });

    [FactNeeding("ssh-keygen")]
    public async Task Merge_counts_for_its_own_changes()
    {
        Refresh();
        Git("checkout", "-q", "-b", "side");
        Unsigned("Queue", isPushed: false, ("queued/a.yaml", Job("a")));
        Git("checkout", "-q", "master");
        Git([.. Signing("dev"), "merge", "-q", "--no-ff", "-S", "-m", "Merge", "side"]);
        Push();

        await PassAsync();

        Assert.Equal(["processing/a.yaml"], Jobs());
    }

    [FactNeeding("ssh-keygen")]
    public async Task Forged_claim_is_refused()
    {
        Signed("dev", "Queue", ("queued/first.yaml", Job("first")));
        await PassAsync();
        var record = Origin.Show(".goji/runs/first.yaml").Replace("first", "a", StringComparison.Ordinal);
        record = string.Join('\n', record.Split('\n').Where(line => !line.Contains("uid:", StringComparison.Ordinal) && !line.Contains("startedAt:", StringComparison.Ordinal)));
        Unsigned("Claim", ("processing/a.yaml", Job("a")), (".goji/runs/a.yaml", record));

        await PassAfterAsync(120);

        Assert.Equal(["first"], Created());
        Assert.Contains("failed/a.yaml", Jobs());
        Assert.Contains("is not signed", Assert.Single(Record("a.yaml").Newest!.Jobs).Message, StringComparison.Ordinal);
    }

    [FactNeeding("ssh-keygen")]
    public async Task Returned_claim_needs_a_signature_of_the_runner()
    {
        Signed("dev", "Queue", ("queued/a.yaml", Job("a")));
        Refresh();
        Git("mv", "queued/a.yaml", "processing/a.yaml");
        Unsigned("Claim");
        Git("mv", "processing/a.yaml", "queued/a.yaml");
        await HoldsAsync("is not signed", () => Unsigned("Give back"));

        Refresh();
        Git("mv", "queued/a.yaml", "processing/a.yaml");
        Unsigned("Claim");
        Git("mv", "processing/a.yaml", "queued/a.yaml");
        await HoldsAsync("is not signed", () => Signed("dev", "Give back what was moved to processing without a signature"));
    }

    [FactNeeding("ssh-keygen")]
    public async Task Claim_returned_by_a_runner_with_a_key_starts()
    {
        Signed("dev", "Queue", ("queued/a.yaml", Job("a")));
        Git("mv", "queued/a.yaml", "processing/a.yaml");
        Unsigned("Claim");
        Git("mv", "processing/a.yaml", "queued/a.yaml");
        Signed("dev", "Give back");

        await PassAsync();

        Assert.Equal(["processing/a.yaml"], Jobs());
    }

    [FactNeeding("ssh-keygen")]
    public async Task Shallow_clone_fetches_the_history_that_it_needs()
    {
        using var server = new GitHttpServer(Place.Path);
        Signed("dev", "Queue", ("queued/a.yaml", Job("a")));
        Origin.GrowHistory(70);
        Options.Repository = server.AddressOf(Origin);
        Options.Directory = Place["shallow"];
        await Runner().InitAsync();
        Assert.Equal("1", GitProgram.Run(Options.Directory, "rev-list", "--count", "HEAD"));

        await PassAsync();

        Assert.Contains("processing/a.yaml", Jobs());
        GitProgram.Run(Options.Directory, "fsck", "--strict");
    }

    [FactNeeding("ssh-keygen")]
    public async Task Job_is_held_while_its_history_cannot_be_fetched()
    {
        Signed("dev", "Queue", ("queued/a.yaml", Job("a")));
        Origin.GrowHistory(3);
        Options.Directory = Place["shallow"];
        GitProgram.Run(Place.Path, "clone", "-q", "--depth", "1", $"file://{Origin.Path}", Options.Directory);

        await HoldsAsync("the clone's history ends at", () => { });
    }

    [FactNeeding("gpg", "ssh-keygen")]
    public async Task OpenPgp_keys_are_accepted_and_revoked_ones_are_not()
    {
        Directory.CreateDirectory(Place["gnupg"]);
        MakePrivate(Place["gnupg"]);
        Gpg("--quick-generate-key", "Dev <dev@example.com>", "ed25519", "sign", "never");
        File.WriteAllText(Place["runner/keys.asc"], Gpg("--armor", "--export"));
        File.WriteAllText(Options.PolicyFile!, "rules:\n- {name: all, paths: ['**'], namespaces: ['**'], verify: {keys: [keys.asc]}}\n");
        var program = Place["gpg"];
        File.WriteAllText(program, $"#!/bin/sh\nexec gpg --homedir '{Place["gnupg"]}' \"$@\"\n");
        MakePrivate(program);
        string[] signing = ["-c", "gpg.format=openpgp", "-c", $"gpg.program={program}", "-c", "user.signingKey=dev@example.com"];
        Commit(signing, ["-S"], "Queue", true, ("queued/good.yaml", Job("good")));

        await PassAsync();
        Assert.Equal(["processing/good.yaml"], Jobs());

        var revocation = Directory.GetFiles(Place["gnupg/openpgp-revocs.d"]).Single();
        File.WriteAllText(revocation, File.ReadAllText(revocation).Replace(":-----BEGIN", "-----BEGIN", StringComparison.Ordinal));
        Commit(signing, ["-S"], "Queue", true, ("queued/a.yaml", Job("a")));
        Gpg("--import", revocation);
        File.WriteAllText(Place["runner/keys.asc"], Gpg("--armor", "--export"));
        await HoldsAsync("which is revoked", () => { });
    }

    private async Task HoldsAsync(string reason, Action attack)
    {
        attack();
        var created = Created().Count(name => name == "a");
        var report = await PassAfterAsync(120);

        var held = report.Jobs.Single(job => job.File == "a.yaml");
        Assert.Equal(JobState.Queued, held.After);
        Assert.Contains(reason, held.Reason, StringComparison.Ordinal);
        Assert.Contains("The rule 'all' of the policy demands a signature by one of its keys", held.Reason, StringComparison.Ordinal);
        Assert.Equal(created, Created().Count(name => name == "a"));
        Assert.Contains("queued/a.yaml", Jobs());
    }

    private static void MakePrivate(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Key(string name)
    {
        ChildProcess.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", Place[name]);
        return Place[name + ".pub"];
    }

    private void Allow(string key, string principal) => File.WriteAllText(Place["runner/allowed_signers"], $"{principal} {File.ReadAllText(key)}");

    private string Signed(string key, string message, params (string Path, string Content)[] files) => Signed(key, message, true, files);

    private string Signed(string key, string message, bool isPushed, params (string Path, string Content)[] files) => Commit(Signing(key), ["-S"], message, isPushed, files);

    private void Unsigned(string message, params (string Path, string Content)[] files) => Unsigned(message, true, files);

    private void Unsigned(string message, bool isPushed, params (string Path, string Content)[] files) => Commit([], [], message, isPushed, files);

    private void Unsigned(string message, string[] options, params (string Path, string Content)[] files) => Commit([], options, message, true, files);

    private string[] Signing(string key) => ["-c", "gpg.format=ssh", "-c", $"user.signingKey={Place[key]}"];

    private string Commit(string[] settings, string[] options, string message, bool isPushed, params (string Path, string Content)[] files)
    {
        if (files.Length > 0 && isPushed)
        {
            Refresh();
        }

        foreach (var (path, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(desk, path))!);
            File.WriteAllText(Path.Combine(desk, path), content);
        }

        Git("add", "-A");
        Git([.. settings, "commit", "-q", .. options, "-m", message]);
        if (isPushed)
        {
            Push();
        }

        return Git("rev-parse", "HEAD");
    }

    private void Refresh()
    {
        Git("fetch", "-q", "origin");
        Git("reset", "-q", "--hard", "origin/master");
    }

    private void Push() => Git("push", "-q", "origin", "HEAD:master");

    private string Git(params string[] arguments) => GitProgram.Run(desk, arguments);

    private string Gpg(params string[] arguments) => ChildProcess.Run(
        "gpg", ["--homedir", Place["gnupg"], "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", "", .. arguments]);
}
