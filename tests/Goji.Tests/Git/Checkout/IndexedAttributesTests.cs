using Goji.Git.Checkout.Filters;
using LibGit2Sharp;

namespace Goji.Tests.Git.Checkout;

public sealed class IndexedAttributesTests : GitTest
{
    public IndexedAttributesTests()
    {
        Git(Place.Path, "init", "-q");
        Directory.CreateDirectory(Place["team"]);
        File.WriteAllText(Place["team/a.yaml"], "a\n");
        Git(Place.Path, "add", "team/a.yaml");
    }

    [Theory]
    [InlineData(".gitattributes", "2")]
    [InlineData("team/.gitattributes", "2")]
    [InlineData("team/.gitattributes", "4")]
    public void Attributes_that_only_the_index_has_apply(string path, string version)
    {
        File.WriteAllText(Place[path], "*.yaml text eol=crlf\n");
        Git(Place.Path, "add", path);
        Git(Place.Path, "update-index", "--index-version", version);
        File.Delete(Place[path]);

        Assert.Equal("a\r\n", Read());
    }

    [Fact]
    public void Attributes_of_files_apply_where_the_index_has_none()
    {
        File.WriteAllText(Place["team/.gitattributes"], "*.yaml text eol=crlf\n");

        Assert.Equal("a\r\n", Read());
    }

    [Fact]
    public void Index_without_attributes_is_not_read()
    {
        var index = File.ReadAllBytes(Place[".git/index"]);
        index[^1] ^= 1;
        using var repository = new Repository(Place.Path);
        using var filter = new SmudgeFilter(repository);
        var id = repository.Index["team/a.yaml"].Id;
        File.WriteAllBytes(Place[".git/index"], index);

        Assert.Equal("a\n"u8.ToArray(), filter.Read("team/a.yaml", id));
    }

    [Fact]
    public void Name_is_found_wherever_a_piece_ends()
    {
        for (var before = 0; before < 40; before++)
        {
            var content = System.Text.Encoding.ASCII.GetBytes($"{new string('.', before)}.gitattributes{new string('x', 40 - before)}");

            Assert.True(IndexedAttributes.Holds(new MemoryStream(content), 16));
            Assert.False(IndexedAttributes.Holds(new MemoryStream([.. content.Where(letter => letter != 'g')]), 16));
        }
    }

    private string Read()
    {
        using var repository = new Repository(Place.Path);
        using var filter = new SmudgeFilter(repository);
        return System.Text.Encoding.UTF8.GetString(filter.Read("team/a.yaml", repository.Index["team/a.yaml"].Id));
    }
}
