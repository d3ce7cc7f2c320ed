using Goji.Ports;

namespace Goji.Tests.Ports;

/// <summary>Names that mean something else than a file on some system.</summary>
public sealed class EntryNameTests
{
    [Theory]
    [InlineData("migrate.yaml")]
    [InlineData("console.yaml")]
    [InlineData("com.yaml")]
    [InlineData("com10.yaml")]
    [InlineData("comx.yaml")]
    [InlineData("my-aux.yaml")]
    [InlineData("prnt")]
    public void Name_of_a_file_is_safe_everywhere(string name) => Assert.True(EntryName.IsSafe(name, onWindows: true));

    [Theory]
    [InlineData("con.yaml")]
    [InlineData("NUL")]
    [InlineData("aux.tar.yaml")]
    [InlineData("prn .yaml")]
    [InlineData("Com1.yaml")]
    [InlineData("lpt9.yml")]
    [InlineData("lpt\u00B2.yml")]
    [InlineData("conout$.json")]
    [InlineData("a:b.yaml")]
    [InlineData("a.yaml ")]
    [InlineData("a.yaml.")]
    public void Name_of_a_device_or_with_a_letter_that_windows_reserves_is_unsafe_there_alone(string name)
    {
        Assert.False(EntryName.IsSafe(name, onWindows: true));
        Assert.True(EntryName.IsSafe(name, onWindows: false));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".git")]
    [InlineData("GIT~1")]
    [InlineData(".g\u200Cit")]
    [InlineData("a/b")]
    [InlineData(@"a\b")]
    public void Name_that_means_another_place_is_unsafe_everywhere(string name)
    {
        Assert.False(EntryName.IsSafe(name, onWindows: true));
        Assert.False(EntryName.IsSafe(name, onWindows: false));
    }
}
