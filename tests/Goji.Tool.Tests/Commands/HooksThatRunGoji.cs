using Goji.Testing;

namespace Goji.Tool.Tests.Commands;

/// <summary>A hook of the origin that runs a pass on the very clone whose push has started it.</summary>
public sealed class HooksThatRunGoji : ToolTest
{
    [FactNeeding("sh")]
    public async Task Pass_that_a_hook_starts_in_the_same_clone_fails_at_once_and_the_outer_pass_continues()
    {
        await CloneAsync();
        Origin.Commit("Queue", ("queued/a.yaml", JobFiles.Job("a")));
        var program = string.Join(' ', GojiProgram.Command.Select(word => $"'{word}'"));
        Hooks.Write(
            Origin,
            "post-receive",
            $"unset GIT_DIR; cd '{Place.Path}' && {program} process --directory jobs --sandbox >> nested.log 2>&1; echo \"exit code $?\" >> nested.log");

        var result = await GojiAsync("process", "--sandbox", "--wait", "2m", "--poll-interval", "1s");

        result.EndedWith(0);
        Assert.Equal(["succeeded/a.yaml"], Jobs);
        var nested = await File.ReadAllTextAsync(Place["nested.log"]);
        var passes = nested.Split("A hook of the remote has started this process during a push of the Goji process that works in the same clone.").Length - 1;
        Assert.InRange(passes, 2, 4);
        Assert.Equal(passes, nested.Split("exit code 3").Length - 1);
        Assert.Equal(2 + passes, int.Parse(Origin.Git("rev-list", "--count", Origin.Branch), System.Globalization.CultureInfo.InvariantCulture));
    }
}
