using Goji.Model;
using Goji.Tests.Git;

namespace Goji.Tests.Model;

public sealed class RemoteAddressTests
{
    [Theory]
    [InlineData("https://user:secret@host/jobs.git", "https://host/jobs.git")]
    [InlineData("https://ghp_token@host/jobs.git", "https://host/jobs.git")]
    [InlineData("https://user:p@ss@host:8443/jobs.git", "https://host:8443/jobs.git")]
    [InlineData("https://user:%40%3A%2F@host/jobs.git", "https://host/jobs.git")]
    [InlineData("HTTP://user:secret@host/jobs.git", "HTTP://host/jobs.git")]
    [InlineData("https://host/jobs.git", "https://host/jobs.git")]
    [InlineData("https://host/a@b/jobs.git", "https://host/a@b/jobs.git")]
    [InlineData("https://bot:S3cr/et@host/jobs.git", "https://host/jobs.git")]
    [InlineData("https://bot:12/34@host/jobs.git", "https://host/jobs.git")]
    [InlineData("https://bot:S3c?r#et@host/jobs.git", "https://host/jobs.git")]
    [InlineData("https://bot:it's \"so\" <odd>@host/jobs.git", "https://host/jobs.git")]
    [InlineData("https://bot:p@ss/w@host/jobs.git", "https://host/jobs.git")]
    [InlineData("it is 'https://bot:S3cr/et@host/x' or 'https://bot:it's@b/y'.", "it is 'https://host/x' or 'https://b/y'.")]
    [InlineData("ssh://git@host:22/jobs.git", "ssh://git@host:22/jobs.git")]
    [InlineData("ssh://git:secret@host/jobs.git", "ssh://git@host/jobs.git")]
    [InlineData("git@host:jobs.git", "git@host:jobs.git")]
    [InlineData("git@host:a@b/jobs.git", "git@host:a@b/jobs.git")]
    [InlineData("bot:secret@host/jobs.git", "host/jobs.git")]
    [InlineData("bot:se@cret@host:jobs.git", "host:jobs.git")]
    [InlineData("bot:se/cret@host/jobs.git", "host/jobs.git")]
    [InlineData("https:/bot:secret@host/jobs.git", "host/jobs.git")]
    [InlineData("file://bot:secret@host/jobs.git", "file://host/jobs.git")]
    [InlineData("image busybox:1.37@sha256:0123 is not there", "image busybox:1.37@sha256:0123 is not there")]
    [InlineData("/srv/jobs.git", "/srv/jobs.git")]
    [InlineData("failed to reach 'https://u:secret@a/x' and https://secret@b/y.", "failed to reach 'https://a/x' and https://b/y.")]
    public void Credentials_are_removed_from_every_text(string text, string expected)
    {
        Assert.Equal(expected, RemoteAddress.WithoutCredentials(text));
    }

    [Theory]
    [InlineData("https://user:p%40ss@host/x", "user", "p@ss")]
    [InlineData("https://token@host/x", "token", "")]
    public void Credentials_of_an_address_are_decoded(string address, string user, string password)
    {
        Assert.Equal((user, password), RemoteAddress.CredentialsIn(address));
    }

    [Theory]
    [InlineData("https://bot:S3cr/et@host/jobs.git")]
    [InlineData("https://bot:12/34@host/jobs.git")]
    [InlineData("https://bot:p@ss/w@host/jobs.git")]
    public void Address_that_may_be_read_in_two_ways_is_refused(string address)
    {
        var failure = Assert.Throws<GojiUsageException>(() => RemoteAddress.RequireClear(address));

        Assert.StartsWith("The address 'https://host/jobs.git' is not clear", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bot:secret@host/jobs.git")]
    [InlineData("bot:secret@host:jobs.git")]
    [InlineData("https:/bot:secret@host/jobs.git")]
    [InlineData("https:host/jobs.git")]
    public void Address_without_a_scheme_is_refused_without_its_password(string address)
    {
        var failure = Assert.Throws<GojiUsageException>(() => RemoteAddress.RequireClear(address));

        Assert.Contains("has no scheme. Write it as https://host/path", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github.com/me/jobs.git", true)]
    [InlineData("git.example.com:8443/jobs", true)]
    [InlineData("../jobs.git", false)]
    [InlineData("./github.com/me", false)]
    [InlineData("jobs.git", false)]
    [InlineData("team/jobs.git", false)]
    public void Name_of_a_host_is_distinguished_from_a_folder(string address, bool expected) =>
        Assert.Equal(expected, RemoteAddress.LooksLikeHost(address));

    [Theory]
    [InlineData("https://bot:S3cr%2Fet@host/jobs.git")]
    [InlineData("https://host/a@b/jobs.git")]
    [InlineData("https://host:8443/jobs.git")]
    [InlineData("git@host:a@b/jobs.git")]
    [InlineData("/srv/a@b:c/jobs.git")]
    [InlineData("ssh://bot:secret@host/jobs.git")]
    [InlineData("./a:b@c")]
    public void Unambiguous_address_is_accepted(string address) => RemoteAddress.RequireClear(address);

    [Fact]
    public void Address_without_credentials_has_none()
    {
        Assert.Null(RemoteAddress.CredentialsIn("https://host/x"));
    }

    [Theory]
    [InlineData("../jobs.git", "/srv/jobs.git")]
    [InlineData("/srv/jobs.git", "/srv/jobs.git")]
    [InlineData("file:///srv/my%20jobs.git", "/srv/my jobs.git")]
    [InlineData("file://bot:secret@localhost/srv/my%20jobs.git", "/srv/my jobs.git")]
    [InlineData("file://localhost/srv/jobs#1.git", "/srv/jobs#1.git")]
    [InlineData("./a:b", "/srv/clone/a:b")]
    [InlineData("https://host/jobs.git", null)]
    [InlineData("git@host:jobs.git", null)]
    [InlineData("host:jobs.git", null)]
    [InlineData("ssh://host/jobs.git", null)]
    public void Folder_is_distinguished_from_another_machine(string address, string? expected)
    {
        Assert.Equal(expected, RemoteAddress.FolderOf(address, "/srv/clone"));
    }

    [Fact]
    public void Settings_do_not_print_the_password()
    {
        Assert.DoesNotContain("secret", GitTest.Settings("jobs") with { Password = "secret" } is var settings ? $"{settings}" : "", StringComparison.Ordinal);
    }
}
