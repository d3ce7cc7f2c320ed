using Goji.Git;
using Goji.Git.Checkout;
using Goji.Testing;
using Goji.Tests.Passes;

namespace Goji.Tests.Checking;

/// <summary>What a check finds in the working copy and in the settings beside the checked files.</summary>
public sealed class CheckingAmongOthers : PassTest
{
    [Theory]
    [InlineData("queued/team/b.yaml", "'queued/team/b.yaml' names the same Job, 'default/same'. The second of the two is held")]
    [InlineData("processing/b.yaml", "'processing/b.yaml' runs the same Job, 'default/same'. This file is held until that one has finished.")]
    [InlineData("process/b.json", "'process/b.json' runs the same Job")]
    public async Task Job_that_a_file_beside_it_names_too_is_a_warning(string other, string text)
    {
        Write(other, other.EndsWith(".json", StringComparison.Ordinal)
            ? """{"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "same"}}"""
            : Job("same"));
        Write("queued/broken.yaml", "kind: [");

        var report = await CheckAsync("queued/a.yaml", Job("same"));

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("same-job", CheckSeverity.Warning), (finding.Rule, finding.Severity));
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("succeeded/b.yaml", "same")]
    [InlineData("queued/b.yaml", "other")]
    [InlineData("queued/b.txt", "same")]
    [InlineData("elsewhere/b.yaml", "same")]
    public async Task Finished_and_other_Jobs_are_none(string other, string name)
    {
        Write(other, Job(name));

        Assert.Empty((await CheckAsync("queued/a.yaml", Job("same"))).Findings);
    }

    [Fact]
    public async Task Folder_named_queued_below_the_queue_is_a_part_of_the_path()
    {
        Write("failed/old.yaml", "");
        Write("processing/b.yaml", Job("same"));

        var finding = Assert.Single((await CheckAsync("queued/team/queued/a.yaml", Job("same"))).Findings);

        Assert.Equal("same-job", finding.Rule);
    }

    [Fact]
    public async Task Symbolic_link_in_the_queue_is_refused_as_by_a_pass_and_never_read()
    {
        Write("elsewhere/secret.yaml", "kind: [");
        Directory.CreateDirectory(Place["repo/queued"]);
        File.CreateSymbolicLink(Place["repo/queued/link.yaml"], Place["repo/elsewhere/secret.yaml"]);

        var finding = Assert.Single((await Runner().CheckAsync([Place["repo/queued/link.yaml"]], new() { Offline = true })).Findings);

        Assert.Equal(CheckSeverity.Error, finding.Severity);
        Assert.Contains("is a symbolic link, which Goji never follows.", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Maxima_of_the_policy_are_checked_offline()
    {
        File.WriteAllText(Place["policy.yaml"], "rules:\n- name: all\n  paths: ['**']\n  namespaces: ['**']\n  maxResources: {cpu: 1}\n");
        var manifest = Job("a").Replace("image: busybox", "image: busybox\n        resources: {limits: {cpu: 2}}", StringComparison.Ordinal);
        Options.PolicyFile = Place["policy.yaml"];

        var report = await CheckAsync("queued/a.yaml", manifest);

        Assert.Contains("The rule 'all' of the policy", Assert.Single(report.Errors).Text, StringComparison.Ordinal);
        Assert.Contains("cpu", report.Errors.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Context_that_the_policy_does_not_allow_is_a_warning()
    {
        File.WriteAllText(Place["policy.yaml"], "rules:\n- name: prod\n  paths: ['**']\n  namespaces: ['**']\n  contexts: [production]\n");
        Write("queued/a.yaml", Job("a"));
        Options.PolicyFile = Place["policy.yaml"];

        var finding = Assert.Single((await Runner().CheckAsync([Place["repo/queued/a.yaml"]])).Findings);

        Assert.Equal(("policy", CheckSeverity.Warning), (finding.Rule, finding.Severity));
        Assert.StartsWith("The file is held: The rule 'prod' of the policy does not start it", finding.Text, StringComparison.Ordinal);
    }

    /// <summary>A container's build often runs as another user than the one that has made the clone.</summary>
    [Fact]
    public void Clone_of_another_owner_is_read_where_the_environment_trusts_it()
    {
        Queue(("a.yaml", Job("a")));
        GitProgram.Run(Options.Directory, "pull", "--quiet");
        var basis = GitProgram.Run(Options.Directory, "rev-parse", "HEAD~1").Trim();
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            using var chown = System.Diagnostics.Process.Start("chown", ["-R", "65534", Options.Directory]);
            Assert.True(chown.WaitForExit(TimeSpan.FromSeconds(30)), "chown does not end.");
            Assert.Throws<GojiUsageException>(() => ChangedFiles.Since(Options.Directory, basis, Git(_ => null)));
        }

        var files = ChangedFiles.Since(Options.Directory, basis, Git(name => name switch
        {
            "GIT_CONFIG_COUNT" => "1",
            "GIT_CONFIG_KEY_0" => "safe.directory",
            "GIT_CONFIG_VALUE_0" => Options.Directory,
            _ => null,
        }));

        Assert.Equal([Path.Combine(Options.Directory, "queued", "a.yaml")], files);
    }

    private GitSettings Git(Func<string, string?> variable) =>
        new(Options.Directory, null, null, null, null, "Goji", "goji@example.com", false) { Variable = variable };

    private Task<CheckReport> CheckAsync(string path, string manifest)
    {
        Write(path, manifest);
        return Runner().CheckAsync([Place[$"repo/{path}"]], new() { Offline = true });
    }

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place[$"repo/{path}"])!);
        File.WriteAllText(Place[$"repo/{path}"], content);
    }
}
