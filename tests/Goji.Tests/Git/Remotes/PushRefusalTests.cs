using Goji.Git.Remotes;

namespace Goji.Tests.Git.Remotes;

public sealed class PushRefusalTests
{
    [Theory]
    [InlineData("fetch first")]
    [InlineData("non-fast-forward")]
    [InlineData("incorrect old value provided")]
    [InlineData("failed to update ref")]
    [InlineData("cannot lock ref 'refs/heads/master': is at 1 but expected 2")]
    [InlineData("reference already exists")]
    [InlineData("Updates were rejected because the tip of your current branch is behind")]
    [InlineData("cannot push non-fastforwardable reference")]
    [InlineData("stale info")]
    [InlineData("failed to lock")]
    public void Lost_race_is_recognised(string words)
    {
        Assert.True(PushRefusal.IsLostRace(words));
        Assert.False(PushRefusal.IsPolicy(words));
    }

    [Theory]
    [InlineData("pre-receive hook declined")]
    [InlineData("hook declined")]
    [InlineData("protected branch hook declined")]
    [InlineData("push declined due to repository rule violations")]
    [InlineData("branch is currently checked out")]
    [InlineData("This repository was archived so it is read-only.")]
    [InlineData("protected branch: fetch first")]
    public void Policy_is_recognised_and_is_not_a_lost_race(string words)
    {
        Assert.True(PushRefusal.IsPolicy(words));
        Assert.False(PushRefusal.IsLostRace(words));
    }
}
