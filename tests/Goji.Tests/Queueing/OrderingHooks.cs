using System.Text;
using Goji.Manifests;
using Goji.Queueing.Intake;

namespace Goji.Tests.Queueing;

public sealed class OrderingHooks : Intake
{
    private static readonly QueueOptions Hooks = new() { Hooks = true };

    [Fact]
    public void Phases_and_weights_of_Helm_become_a_chain()
    {
        var after = After(
            Job("test", "helm.sh/hook: post-install,post-upgrade; helm.sh/hook-weight: \"1\""),
            Job("seed", "helm.sh/hook: post-install"),
            Job("main"),
            Job("second", "helm.sh/hook: pre-upgrade; helm.sh/hook-weight: \"-1\""),
            Job("first", "helm.sh/hook: pre-install,pre-upgrade; helm.sh/hook-weight: \"-5\""));

        Assert.Equal(
            [("first", ""), ("main", "release-second.yaml"), ("second", "release-first.yaml"), ("seed", "release-main.yaml"), ("test", "release-seed.yaml")], after);
    }

    [Fact]
    public void Hooks_of_one_weight_run_by_name_in_Helm_and_together_in_Argo_CD()
    {
        Assert.Equal([("a", ""), ("b", "release-a.yaml")], After(Job("b", "helm.sh/hook: pre-install"), Job("a", "helm.sh/hook: pre-install")));
        Assert.Equal(
            [("a", ""), ("b", ""), ("c", "release-b.yaml, release-a.yaml")],
            After(Job("b", "argocd.argoproj.io/hook: PreSync"), Job("a", "argocd.argoproj.io/hook: PreSync"), Job("c", "argocd.argoproj.io/hook: PostSync")));
    }

    [Fact]
    public void Waves_of_Argo_CD_count_for_Jobs_that_are_no_hooks_too() => Assert.Equal(
        [("a", "release-b.yaml"), ("b", "release-c.yaml"), ("c", "")],
        After(
            Job("a", "argocd.argoproj.io/sync-wave: \"2\""),
            Job("b"),
            Job("c", "argocd.argoproj.io/hook: Sync; argocd.argoproj.io/sync-wave: \"-1\"")));

    [Theory]
    [InlineData("helm.sh/hook: pre-delete")]
    [InlineData("helm.sh/hook: post-rollback")]
    [InlineData("helm.sh/hook: test")]
    [InlineData("argocd.argoproj.io/hook: SyncFail")]
    [InlineData("argocd.argoproj.io/hook: Skip")]
    public void Hooks_that_no_release_applies_are_left_out_with_a_warning(string annotation)
    {
        var files = Take(Job("a") + "---\n" + Job("b", annotation), Hooks);

        Assert.Equal("release-a.yaml", Assert.Single(files).Name);
        Assert.Contains(Log.All, line => line.Contains("Job 'b' is a hook of ", StringComparison.Ordinal) && line.Contains("is left out", StringComparison.Ordinal));
    }

    [Fact]
    public void A_manifest_of_hooks_that_no_release_applies_is_refused()
    {
        var refusal = Assert.Throws<GojiUsageException>(() => Take(Job("a", "helm.sh/hook: pre-delete"), Hooks));

        Assert.Equal(
            "release.yaml: Every Job is a hook of a deletion, rollback, test or failure: 'a'. To run them now, leave out Hooks (--hooks).", refusal.Message);
    }

    [Fact]
    public void A_hook_of_both_sides_of_a_release_is_refused()
    {
        var refusal = Assert.Throws<GojiUsageException>(() => Take(Job("a", "helm.sh/hook: pre-install,post-upgrade"), Hooks));

        Assert.StartsWith("release.yaml: The Job 'a' is a hook of Helm (pre-install, post-upgrade), before the release and after it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predecessors_that_an_author_wrote_stay_first() => Assert.Equal(
        [("a", ""), ("b", "x.yaml, release-a.yaml")], After(Job("a", "helm.sh/hook: pre-install"), Job("b", "goji.run/after: x.yaml")));

    [Fact]
    public void The_rest_of_the_text_is_unchanged()
    {
        var files = Take(Job("a", "helm.sh/hook: pre-install") + "---\n# why\n" + Job("b", "note: \"1\" # kept"), Hooks);

        Assert.Equal("# why\n" + Job("b", "goji.run/after: release-a.yaml; note: \"1\" # kept"), files[1].Text);
    }

    [Theory]
    [InlineData("helm.sh/hook: pre-install", "release.yaml: Job 'a' is a hook of Helm (pre-install). Goji waits for no release: it starts the Job, with the next pass. To keep the order")]
    [InlineData("argocd.argoproj.io/sync-wave: \"3\"", "release.yaml: Job 'a' is in the sync wave 3 of Argo CD. Goji waits for no release")]
    [InlineData("helm.sh/hook: pre-install; argocd.argoproj.io/hook: PostSync", "release.yaml: Job 'a' is a hook of Argo CD (PostSync).")]
    public void Without_the_option_there_is_a_warning(string annotations, string warning) =>
        Assert.StartsWith(warning, Assert.Single(Warnings(Job("a", annotations), isOrdered: false)), StringComparison.Ordinal);

    [Theory]
    [InlineData("before-hook-creation", false)]
    [InlineData("before-hook-creation,hook-succeeded", true)]
    [InlineData("hook-failed", true)]
    public void A_policy_that_deletes_finished_Jobs_has_no_effect(string policy, bool isWarned)
    {
        var warnings = Warnings(Job("a", $"helm.sh/hook: pre-install; helm.sh/hook-delete-policy: {policy}"), isOrdered: true);

        Assert.Equal(
            isWarned ? [$"release.yaml: Goji does not delete the finished Jobs of a hook-delete-policy: Job 'a' ({policy}). To have them deleted, set spec.ttlSecondsAfterFinished."] : [],
            warnings);
    }

    private static IReadOnlyList<string> Warnings(string text, bool isOrdered) =>
        [.. HookWarnings.Of("release.yaml", ManifestReader.Read("release.yaml", Encoding.UTF8.GetBytes(text), new("default", [], [])).Jobs, isOrdered)];

    private IEnumerable<(string Job, string After)> After(params string[] jobs) =>
        Take(string.Join("---\n", jobs), Hooks)
            .Select(file => ManifestReader.Read(file.Name, Encoding.UTF8.GetBytes(file.Text), new("default", [], [])))
            .Select(manifest => (manifest.Jobs[0].Name!, string.Join(", ", manifest.Steering.After)))
            .OrderBy(job => job.Item1, StringComparer.Ordinal);
}
