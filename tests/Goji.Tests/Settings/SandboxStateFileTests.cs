using Goji.Settings.Values;
using Goji.Testing;

namespace Goji.Tests.Settings;

public sealed class SandboxStateFileTests
{
    [Theory]
    [InlineData(null, "clone/.git/goji/sandbox.json")]
    [InlineData("gitdir: ../main/.git/worktrees/clone\n", "main/.git/worktrees/clone/goji/sandbox.json")]
    [InlineData("something else", "clone/.git/goji/sandbox.json")]
    public void State_is_in_the_git_folder_of_clones_worktrees_and_submodules(string? gitFile, string expected)
    {
        using var place = new TemporaryDirectory();
        Directory.CreateDirectory(place["clone"]);
        if (gitFile is not null)
        {
            File.WriteAllText(place["clone/.git"], gitFile);
        }

        Assert.Equal(place[expected], SandboxStateFile.DefaultIn(place["clone"]));
    }
}
