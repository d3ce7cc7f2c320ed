using Goji.Model;

namespace Goji.Tests.Model;

public class SecretsTests
{
    private readonly Secrets secrets = new();

    [Fact]
    public void Every_secret_is_masked_also_in_an_address_and_where_one_is_part_of_another()
    {
        secrets.Add("pass word");
        secrets.Add("pass word and more");
        secrets.Add("pass word");

        Assert.Equal("a *** b *** c https://x:***@y", secrets.Clean("a pass word b pass word and more c https://x:pass%20word@y"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    public void Short_text_is_not_masked(string? secret)
    {
        secrets.Add(secret);

        Assert.Equal("abc", secrets.Clean("abc"));
    }

    [Fact]
    public void Key_is_masked_line_by_line_without_its_header_and_footer()
    {
        secrets.AddKey("-----BEGIN PRIVATE KEY-----\r\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49\r\nAwEHBG0wawIBAQQg1234\r\nabc=\r\n-----END PRIVATE KEY-----\r\n");

        Assert.Equal("-----BEGIN PRIVATE KEY-----", secrets.Clean("-----BEGIN PRIVATE KEY-----"));
        Assert.Equal("key: ***", secrets.Clean("key: MIGHAgEAMBMGByqGSM49AgEGCCqGSM49"));
        Assert.Equal("*** abc=", secrets.Clean("AwEHBG0wawIBAQQg1234 abc="));
    }
}
