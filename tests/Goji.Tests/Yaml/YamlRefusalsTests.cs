using Goji.Manifests;
using Goji.Tests.Manifests;

namespace Goji.Tests.Yaml;

/// <summary>Texts that are refused, and the messages.</summary>
public class YamlRefusalsTests
{
    [Theory]
    [InlineData("a: 1\na: 2", 7, 3, "The key 'a' is there twice in one mapping. Remove one of the two.")]
    [InlineData("1: a\n'1': b", 7, 3, "The key '1' is there twice in one mapping. Remove one of the two.")]
    [InlineData("? [a]\n: b", 6, 5, "A key is a mapping or a list. Kubernetes takes text alone as keys.")]
    [InlineData("~: a", 6, 3, "The key '~' is not text. Put it in quotes.")]
    [InlineData("18446744073709551615: a", 6, 3, "The key '18446744073709551615' is not text. Put it in quotes.")]
    [InlineData("<<: 1", 6, 7, "The merge key '<<' takes a mapping or a list of mappings, and this is neither.")]
    [InlineData("<<: [[a]]", 6, 8, "The merge key '<<' takes a mapping or a list of mappings, and this is neither.")]
    [InlineData("a: *x", 6, 6, "The alias '*x' names an anchor that this document has not set before. Write '&x' in front of the value it means.")]
    [InlineData("a: &x [*x]", 6, 10, "The alias '*x' is inside the value that it refers to, which would never end. Write the value out.")]
    [InlineData("a: &x {<<: *x}", 6, 14, "The alias '*x' is inside the value that it refers to, which would never end. Write the value out.")]
    public void The_place_and_the_remedy_are_reported(string yaml, int line, int column, string text)
        => Assert.Equal($"'a.yaml', line {line}, column {column}: {text}", Refusal(yaml));

    [Fact]
    public void A_fault_that_aliases_repeat_is_reported_once()
        => Assert.Equal("'a.yaml', line 6, column 16: The key 'b' is there twice in one mapping. Remove one of the two.", Refusal("a: &x {b: 1, b: 2}\nc: [*x, *x]"));

    [Fact]
    public void An_anchor_ends_with_its_document()
        => Assert.Equal(
            "'a.yaml', document 2, line 3, column 4: The alias '*x' names an anchor that this document has not set before. Write '&x' in front of the value it means.",
            JobFile.Refusal("a: &x 1\n---\nb: *x\n"));

    [Theory]
    [InlineData("\tapiVersion: batch/v1\n")]
    [InlineData("\n \tapiVersion: batch/v1\n")]
    public void A_tab_as_indentation_is_refused(string text)
        => Assert.EndsWith("A tab indents this line, and YAML takes spaces alone there. Replace it by spaces.", JobFile.Refusal(text));

    [Theory]
    [InlineData("a:\n\tb: c", "tab")]
    [InlineData("a: b: c", "mapping")]
    [InlineData("a: [b", "did not find expected")]
    [InlineData("a: 'b", "unexpected end of stream")]
    [InlineData("a: @b", "cannot start any token")]
    [InlineData("a: \"\\q\"", "unknown escape character")]
    [InlineData("a: \"\\ud800\"", "")]
    [InlineData("a: \"\\UFFFFFFFF\"", "")]
    [InlineData("a: !e!x b", "undefined tag handle")]
    public void Invalid_YAML_is_refused_with_the_place(string yaml, string reason)
    {
        var message = Refusal(yaml);

        Assert.Matches("^'a\\.yaml', line [0-9]+(, column [0-9]+)?: This is not YAML: ", message);
        Assert.Contains(reason, message);
    }

    // kubectl reads these. The parser beneath does not, and refuses them.
    [Theory]
    [InlineData("a: [b,\nc]", "lines inside of brackets must be indented deeper than the key in front of them.")]
    [InlineData("a: \"b\nc\"", "Indent the text's further lines deeper than its key.")]
    [InlineData("a: |#c\n  b", "Put a space in front of '#'.")]
    public void YAML_that_only_kubectl_reads_is_refused_with_advice(string yaml, string advice) => Assert.EndsWith(advice, Refusal(yaml));

    [Theory]
    [InlineData("a: b\0", "U+0000")]
    [InlineData("a: \u001b[0m", "U+001B")]
    [InlineData("a: \u007f", "U+007F")]
    [InlineData("a: \ufeffb", "U+FEFF")]
    [InlineData("a: \ufffe", "U+FFFE")]
    public void Characters_that_YAML_forbids_are_refused(string yaml, string character)
        => Assert.Equal(
            $"'a.yaml', line 6: The file holds the character {character}, which YAML does not allow. Remove it, or write it as an escape in double quotes.",
            Refusal(yaml));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_16_without_a_byte_order_mark_is_named(bool bigEndian)
    {
        var content = new System.Text.UnicodeEncoding(bigEndian, byteOrderMark: false).GetBytes(JobFile.Head);

        Assert.Equal(
            "'a.yaml', line 1: The file is UTF-16 without a byte order mark, or not text at all. Save it as UTF-8.",
            Assert.Throws<ManifestException>(() => ManifestReader.Read("a.yaml", content, JobFile.AnyRules)).Message);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        byte[] content = [.. "a: 1\nb: "u8, 0xC3, 0x28];

        var refusal = Assert.Throws<ManifestException>(() => ManifestReader.Read("a.yaml", content, JobFile.AnyRules));

        Assert.Equal("'a.yaml', line 2: The file is not valid UTF-8 text. Save it as UTF-8.", refusal.Message);
    }

    private static string Refusal(string yaml)
        => Assert.Throws<ManifestException>(() => JobFile.SpecJson(yaml)).Message;
}
