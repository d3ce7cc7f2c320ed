using Goji.Git.Clone;

namespace Goji.Tests.Git.Clone;

/// <summary>Which folders of other users the environment's <c>safe.directory</c> opens, as git reads it.</summary>
public class SafeDirectories
{
    [Theory]
    [InlineData("/builds/jobs", true, "*")]
    [InlineData("/builds/jobs", true, "/builds/jobs")]
    [InlineData("/builds/jobs", true, "/builds/jobs/")]
    [InlineData("/builds/jobs", true, "/builds/*")]
    [InlineData("/builds/jobs", true, "/elsewhere", "/builds/jobs")]
    [InlineData("/builds/jobs", false)]
    [InlineData("/builds/jobs", false, "/builds")]
    [InlineData("/builds/jobs", false, "/builds/job")]
    [InlineData("/builds-of-others/jobs", false, "/builds/*")]
    [InlineData("/builds/jobs", false, "*", "")]
    [InlineData("/builds/jobs", true, "*", "", "/builds/jobs")]
    public void Environment_names_the_folders_to_trust(string folder, bool isTrusted, params string[] values)
    {
        string? Variable(string name) => name == "GIT_CONFIG_COUNT" ? $"{values.Length}"
            : name.StartsWith("GIT_CONFIG_KEY_", StringComparison.Ordinal) ? "safe.directory"
            : values[int.Parse(name["GIT_CONFIG_VALUE_".Length..], System.Globalization.CultureInfo.InvariantCulture)];

        Assert.Equal(isTrusted, RepositoryOpener.IsTrusted(folder, Variable));
    }

    [Fact]
    public void Other_keys_trust_nothing() =>
        Assert.False(RepositoryOpener.IsTrusted("/builds/jobs", name => name == "GIT_CONFIG_COUNT" ? "1" : name == "GIT_CONFIG_KEY_0" ? "user.name" : "*"));
}
