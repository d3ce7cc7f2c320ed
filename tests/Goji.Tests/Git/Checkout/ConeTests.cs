using Goji.Git.Checkout.Sparse;
using Goji.Testing;

namespace Goji.Tests.Git.Checkout;

public sealed class ConeTests : IDisposable
{
    private readonly TemporaryDirectory place = new();

    [Theory]
    [InlineData("queued", "processing")]
    [InlineData("jobs/queued", "jobs/processing", "jobs/process")]
    [InlineData("a/b/c", "a/x", "z")]
    [InlineData("we[ird]/*x?", "back\\slash")]
    public void Its_lines_match_those_of_git(params string[] folders)
    {
        GitProgram.Run(place.Path, "init", "-q");
        GitProgram.Run(place.Path, ["sparse-checkout", "set", "--cone", "--skip-checks", .. folders]);
        var lines = File.ReadAllLines(place[".git/info/sparse-checkout"]);

        Assert.Equal(lines, Cone.Of(folders).Lines());
        Assert.Equal(lines, Cone.Parse(lines)!.Lines());
    }

    [Theory]
    [InlineData("readme.md", true)]
    [InlineData("jobs/readme.md", true)]
    [InlineData("jobs/queued/a.yaml", true)]
    [InlineData("jobs/queued/team/nightly/a.yaml", true)]
    [InlineData("jobs/queued.yaml", true)]
    [InlineData("jobs/queued-old/a.yaml", false)]
    [InlineData("jobs/succeeded/a.yaml", false)]
    [InlineData("queued/a.yaml", false)]
    public void Chosen_folders_are_complete_and_their_parents_show_files_only(string path, bool isShown)
    {
        var cone = Cone.Of(["jobs/queued", "jobs/processing"]);

        Assert.Equal(isShown, cone.Shows(path));
        Assert.Equal(isShown, Cone.Parse(cone.Lines())!.Shows(path));
    }

    [Theory]
    [InlineData("/queued/")]
    [InlineData("/*|!/*/|queued/")]
    [InlineData("/*|!/*/|/queued")]
    [InlineData("/*|!/*/|/queued/*.yaml")]
    [InlineData("/*|!/*/|/que*/")]
    [InlineData("/*|!/*/|!/jobs/*/")]
    [InlineData("/*|!/*/|/queued/|!/queued/old/")]
    [InlineData("/*|!/*/|//")]
    [InlineData("/*")]
    [InlineData("")]
    public void Other_patterns_are_no_cone(string lines) => Assert.Null(Cone.Parse(lines.Split('|')));

    [Fact]
    public void Comments_and_empty_lines_are_ignored() => Assert.True(Cone.Parse(["# mine", "/*", "", "!/*/", "/queued/"])!.Shows("queued/a.yaml"));

    public void Dispose() => place.Dispose();
}
