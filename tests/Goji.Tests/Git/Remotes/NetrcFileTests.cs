using Goji.Git.Remotes.Server.Http;

namespace Goji.Tests.Git.Remotes;

public sealed class NetrcFileTests
{
    [Theory]
    [InlineData("machine git.example.com login bot password s3cret", "bot", "s3cret")]
    [InlineData("machine other.example.com login x password y\nmachine GIT.example.com\n  login bot\n  password s3cret\n", "bot", "s3cret")]
    [InlineData("machine git.example.com login bot password s3cret\r\nmachine git.example.com login late password late", "bot", "s3cret")]
    [InlineData("machine other login x password y\ndefault login any password one", "any", "one")]
    [InlineData("macdef init\nmachine git.example.com password no\n\nmachine git.example.com login bot password s3cret", "bot", "s3cret")]
    [InlineData("# machine git.example.com password no\nmachine git.example.com login bot account a password \"#s3cret\"", "bot", "#s3cret")]
    [InlineData("machine git.example.com password s3cret", "", "s3cret")]
    public void Entry_of_the_host_is_found(string text, string user, string password) =>
        Assert.Equal((user, password), NetrcFile.Find("git.example.com", text));

    [Theory]
    [InlineData("")]
    [InlineData("machine git.example.com.evil.org login bot password s3cret")]
    [InlineData("machine git.example.com login bot")]
    [InlineData("machine")]
    public void Nothing_is_found_without_a_password_for_the_host(string text) => Assert.Null(NetrcFile.Find("git.example.com", text));
}
