using Goji.Git.Remotes.Server;

namespace Goji.Tests.Git.Remotes;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("git@host:team/jobs.git", "git", "host", null, "team/jobs.git")]
    [InlineData("host:/srv/jobs.git", null, "host", null, "/srv/jobs.git")]
    [InlineData("host:~me/jobs.git", null, "host", null, "~me/jobs.git")]
    [InlineData("git@[host:2222]:jobs.git", "git", "host", 2222, "jobs.git")]
    [InlineData("git@[::1]:jobs.git", "git", "::1", null, "jobs.git")]
    [InlineData("[::1]:jobs.git", null, "::1", null, "jobs.git")]
    [InlineData("[git@::1]:jobs.git", "git", "::1", null, "jobs.git")]
    [InlineData("[git@host:2222]:jobs.git", "git", "host", 2222, "jobs.git")]
    [InlineData("ssh://[fe80::1%25eth0]:2222/jobs.git", null, "fe80::1%eth0", 2222, "/jobs.git")]
    [InlineData("ssh://git@host/srv/jobs.git", "git", "host", null, "/srv/jobs.git")]
    [InlineData("ssh://host:2222/jobs.git", null, "host", 2222, "/jobs.git")]
    [InlineData("ssh://git@[::1]:2222/jobs.git", "git", "::1", 2222, "/jobs.git")]
    [InlineData("ssh://git@host/~/jobs.git", "git", "host", null, "~/jobs.git")]
    [InlineData("ssh://host/~me/jobs.git", null, "host", null, "~me/jobs.git")]
    [InlineData("git+ssh://git:ignored@host/jobs.git", "git", "host", null, "/jobs.git")]
    [InlineData("git://host/jobs.git", null, "host", null, "/jobs.git")]
    [InlineData("git://[::1]:9419/jobs.git", null, "::1", 9419, "/jobs.git")]
    [InlineData("ssh://git@host/my%20jobs%2B.git", "git", "host", null, "/my jobs+.git")]
    [InlineData("ssh://me%40corp@host/jobs.git", "me@corp", "host", null, "/jobs.git")]
    [InlineData("git@host:my%20jobs.git", "git", "host", null, "my%20jobs.git")]
    public void Address_is_split_into_its_parts(string address, string? user, string host, int? port, string path)
    {
        Assert.Equal(new ServerAddress(user, host, port, path), ServerAddress.Parse(address));
    }

    [Theory]
    [InlineData("ssh://-oProxyCommand=touch/jobs.git")]
    [InlineData("-oProxyCommand=touch:jobs.git")]
    [InlineData("ssh://-l@host/jobs.git")]
    [InlineData("host:-x")]
    [InlineData("ssh://host")]
    [InlineData("ssh:///jobs.git")]
    [InlineData("ssh://host:ssh/jobs.git")]
    [InlineData("ssh://%2DoProxyCommand=touch@host/jobs.git")]
    public void Address_that_a_program_would_take_for_an_option_or_that_has_no_host_is_refused(string address)
    {
        Assert.Throws<GojiUsageException>(() => ServerAddress.Parse(address));
    }
}
