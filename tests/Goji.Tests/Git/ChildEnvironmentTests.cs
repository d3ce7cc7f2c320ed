using Goji.Model;

namespace Goji.Tests.Git;

public sealed class ChildEnvironmentTests
{
    [Theory]
    [InlineData("GIT_PASSWORD", false)]
    [InlineData("GIT_PASSWORD_FILE", false)]
    [InlineData("GOJI_WEBHOOK_TOKEN", false)]
    [InlineData("GOJI_GITHUB_SECRET", false)]
    [InlineData("GIT_USERNAME", true)]
    [InlineData("GIT_SSH_COMMAND", true)]
    [InlineData("GOJI_BRANCH", true)]
    [InlineData("PATH", true)]
    public void Secrets_of_Goji_are_not_inherited_by_other_programs(string name, bool isKept)
    {
        var environment = new Dictionary<string, string?> { [name] = "x" };

        ChildEnvironment.RemoveSecrets(environment);

        Assert.Equal(isKept, environment.ContainsKey(name));
    }
}
