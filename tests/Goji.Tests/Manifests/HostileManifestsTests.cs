using System.Text;
using Goji.Manifests;

namespace Goji.Tests.Manifests;

/// <summary>Files that are made to cost a runner its time, its memory or its stack.</summary>
public class HostileManifestsTests
{
    [Fact]
    public void A_file_of_more_than_a_mebibyte_is_refused_unread()
        => Assert.Equal(
            "'a.yaml': The file has 1048577 bytes, and a job file has 1048576 at most (1 MiB). Split it, or move data that it carries to where the Job can fetch it.",
            JobFile.Refusal(new string('#', ManifestReader.MaxBytes + 1)));

    [Fact]
    public void Marks_of_a_merge_conflict_are_refused_with_their_line()
        => Assert.StartsWith(
            "'a.yaml', line 7", JobFile.Refusal(JobFile.Head + "spec:\n<<<<<<< HEAD\n  suspend: true\n=======\n  suspend: false\n>>>>>>> other\n"));

    [Fact]
    public void A_file_of_a_mebibyte_is_read()
    {
        var text = JobFile.Head + "# ";

        Assert.Single(JobFile.Read(text.PadRight(ManifestReader.MaxBytes, 'x')).Jobs);
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("[\n", 100_000)]
    [InlineData("{a: ", 10_000)]
    [InlineData("{? ", 10_000)]
    [InlineData("- ", 10_000)]
    [InlineData("- ", 500_000)]
    [InlineData("? ", 10_000)]
    [InlineData("- ? ", 10_000)]
    [InlineData("[{a: ", 10_000)]
    public void Nesting_is_refused_before_it_is_deep(string opening, int times)
        => Assert.Contains("nested more than 100 deep", JobFile.Refusal(string.Concat(Enumerable.Repeat(opening, times))));

    [Fact]
    public void Indentation_that_nests_is_refused()
    {
        var text = new StringBuilder();
        for (var depth = 0; depth < 1000; depth++)
        {
            text.Append(' ', depth).Append("a:\n");
        }

        Assert.Contains("nested more than 100 deep", JobFile.Refusal(text.ToString()));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Nesting_in_JSON_is_refused_too(string opening)
        => Assert.Contains("nested more than 100 deep", JobFile.Refusal(string.Concat(Enumerable.Repeat(opening, 100_000)), "a.json"));

    [Theory]
    [InlineData("a.yaml")]
    [InlineData("a.json")]
    public void Nesting_of_100_is_read(string path)
    {
        var lists = new string('[', 99) + new string(']', 99);

        Assert.Single(JobFile.Read($$"""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a"},"spec":{{lists}}}""", path).Jobs);
        Assert.Contains("nested more than 100 deep", JobFile.Refusal($$"""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a"},"spec":[{{lists}}]}""", path));
    }

    [Fact]
    public void Aliases_that_nest_are_refused()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 150; i++)
        {
            text.Append($"a{i}: &a{i} [*a{i - 1}]\n");
        }

        Assert.Contains("nested more than 100 deep", JobFile.Refusal(text.ToString()));
    }

    [Theory]
    [InlineData("x", "[*a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}]", "100000 keys and values")]
    [InlineData("{k: v}", "{{<<: [*a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}]}}", "100000 keys and values")]
    public void Aliases_that_multiply_are_refused(string seed, string next, string limit)
    {
        var text = new StringBuilder($"a0: &a0 {seed}\n");
        for (var i = 1; i < 20; i++)
        {
            text.Append($"a{i}: &a{i} ").AppendFormat(System.Globalization.CultureInfo.InvariantCulture, next, i - 1).Append('\n');
        }

        Assert.Contains(limit, JobFile.Refusal(text.ToString()));
    }

    [Fact]
    public void Aliases_of_a_long_text_are_refused()
    {
        var text = $"a: &a {new string('x', 500_000)}\nb: [{string.Join(", ", Enumerable.Repeat("*a", 100))}]\n";

        Assert.Contains("10 MiB of text", JobFile.Refusal(text));
    }

    [Theory]
    [InlineData("a.yaml", "- a\n")]
    [InlineData("a.yaml", "a,")]
    [InlineData("a.json", "1,")]
    public void Very_many_small_values_are_refused(string path, string item)
    {
        var items = string.Concat(Enumerable.Repeat(item, 150_000));
        var text = item.EndsWith('\n') ? items : "[" + items + "1]";

        Assert.Contains("100000 keys and values", JobFile.Refusal(text, path));
    }

    [Theory]
    [InlineData("a.yaml", "---\n{}\n")]
    [InlineData("a.yaml", "---\n")]
    [InlineData("a.json", "{}\n")]
    public void More_than_100_documents_are_refused(string path, string document)
        => Assert.Contains("more than 100 documents", JobFile.Refusal(string.Concat(Enumerable.Repeat(document, 100_000)), path));

    [Fact]
    public void Very_many_findings_are_counted_and_not_listed()
    {
        var message = JobFile.Refusal(string.Concat(Enumerable.Repeat("a: 1\n", 1000)));

        Assert.Equal(21, message.Split('\n').Length);
        Assert.EndsWith("'a.yaml': 979 more findings are not listed.", message);
    }
}
