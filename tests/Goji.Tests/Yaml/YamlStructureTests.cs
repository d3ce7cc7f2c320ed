using System.Text;
using Goji.Manifests;
using Goji.Tests.Manifests;

namespace Goji.Tests.Yaml;

/// <summary>What mappings, lists, anchors, merges, block texts and documents mean, by the rules of goyaml v2's parser and decoder.</summary>
public class YamlStructureTests
{
    [Theory]
    [InlineData("1: a", "1")]
    [InlineData("0x10: a", "16")]
    [InlineData("yes: a", "true")]
    [InlineData("n: a", "false")]
    [InlineData("1.5: a", "1.5")]
    [InlineData("1000000.0: a", "1e+06")]
    [InlineData("0.00001: a", "1e-05")]
    [InlineData("0.1: a", "0.1")]
    [InlineData(".inf: a", ".inf")]
    [InlineData("-.inf: a", "-.inf")]
    [InlineData(".nan: a", ".nan")]
    [InlineData("2001-01-01: a", "2001-01-01")]
    [InlineData("? a b\n: a", "a b")]
    [InlineData("&x k: a", "k")]
    public void Keys_become_text(string yaml, string key) => Assert.Equal($$"""{"{{key}}":"a"}""", JobFile.SpecJson(yaml));

    [Theory]
    [InlineData("a: &x 1\nb: *x", """{"a":1,"b":1}""")]
    [InlineData("a: &x 1\nb: &x 2\nc: *x", """{"a":1,"b":2,"c":2}""")]
    [InlineData("a: &x {b: [1]}\nc: *x\nd: [*x]", """{"a":{"b":[1]},"c":{"b":[1]},"d":[{"b":[1]}]}""")]
    [InlineData("a: &x\nb: *x", """{"a":null,"b":null}""")]
    [InlineData("a: &x k\n*x : 1", """{"a":"k","k":1}""")]
    [InlineData("a: !!str &x 1\nb: *x", """{"a":"1","b":"1"}""")]
    public void An_alias_means_the_newest_anchor_before_it(string yaml, string json) => Assert.Equal(json, JobFile.SpecJson(yaml));

    [Theory]
    [InlineData("<<: {a: 1}\nb: 2", """{"a":1,"b":2}""")]
    [InlineData("<<: {a: 1}\na: 2", """{"a":2}""")]
    [InlineData("a: 1\n<<: {a: 2}", """{"a":2}""")]
    [InlineData("x: &x {a: 1, b: 1}\nz:\n  <<: *x\n  b: 2", """{"x":{"a":1,"b":1},"z":{"a":1,"b":2}}""")]
    [InlineData("<<: [{a: 1}, {a: 2, b: 2}]\nc: 3", """{"a":1,"b":2,"c":3}""")]
    [InlineData("<<: {a: 1, b: 1}\n<<: {a: 2}", """{"a":2,"b":1}""")]
    [InlineData("<<: {<<: {a: 1}, b: 2}", """{"a":1,"b":2}""")]
    [InlineData("<<: []", "{}")]
    [InlineData("!!merge '<<': {a: 1}", """{"a":1}""")]
    [InlineData("! <<: {a: 1}", """{"a":1}""")]
    [InlineData("'<<': 1", """{"<<":1}""")]
    [InlineData("!!str <<: 1", """{"<<":1}""")]
    public void Merged_keys_replace_earlier_keys_and_are_replaced_by_later_ones(string yaml, string json)
        => Assert.Equal(json, JobFile.SpecJson(yaml));

    [Theory]
    [InlineData("a: |\n  b\n  c", "b\nc\n")]
    [InlineData("a: |-\n  b\n  c\n", "b\nc")]
    [InlineData("a: |+\n  b\n\n", "b\n\n\n")]
    [InlineData("a: >\n  b\n  c\n\n  d\n   e\n  f", "b c\nd\n e\nf\n")]
    [InlineData("a: >-\n\n\n  b\n  c\n", "\n\nb c")]
    [InlineData("a: >-\n  b\n  * c\n  * d", "b * c * d")]
    [InlineData("a: |2\n   b", " b\n")]
    [InlineData("a: |\n  b\n  \n  c\n  # d", "b\n\nc\n# d\n")]
    [InlineData("a: |\n  b  \n  c\t", "b  \nc\t\n")]
    [InlineData("a: 'b\n\n  c'", "b\nc")]
    [InlineData("a: \"b \\\n  c\\x41\\u00e9\\U0001F600\\0\\e\"", "b cAé😀\0\u001b")]
    [InlineData("a: b\n  c # d", "b c")]
    [InlineData("a: http://x:80/y#z", "http://x:80/y#z")]
    [InlineData("a: b:c", "b:c")]
    [InlineData("a: $(B) $C", "$(B) $C")]
    [InlineData("a: 'it''s'", "it's")]
    [InlineData("a:\tb\t", "b")]
    [InlineData("a: --- b", "--- b")]
    public void Texts_are_kept_byte_for_byte(string yaml, string text)
    {
        var manifest = JobFile.Read(JobFile.Head + "spec:\n" + string.Concat(yaml.Split('\n').Select(line => (line.Length == 0 ? "" : "  " + line) + "\n")));

        Assert.Equal(text, manifest.Jobs[0].Body["spec"]!["a"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("a: {\"b\":1,'c':2}", """{"a":{"b":1,"c":2}}""")]
    [InlineData("a: {\n\tb: 1,\n\tc: [2,\t3,]\n}", """{"a":{"b":1,"c":[2,3]}}""")]
    [InlineData("a: [b: c, d]", """{"a":[{"b":"c"},"d"]}""")]
    [InlineData("a: {b, c: }", """{"a":{"b":null,"c":null}}""")]
    [InlineData("a:\n- b\n-\n- - c", """{"a":["b",null,["c"]]}""")]
    [InlineData("a: [-c, --d, -1]", """{"a":["-c","--d",-1]}""")]
    [InlineData("a: [cat, -]", """{"a":["cat","-"]}""")]
    [InlineData("a: {b: -, c: [-]}", """{"a":{"b":"-","c":["-"]}}""")]
    [InlineData("a: {b: &x 1, c: *x}", """{"a":{"b":1,"c":1}}""")]
    [InlineData("a: \"b\"#c\nd: [e]#f", """{"a":"b","d":["e"]}""")]
    [InlineData("a: !foo {b: !bar [1]}", """{"a":{"b":[1]}}""")]
    [InlineData("a: !!set {b, c}", """{"a":{"b":null,"c":null}}""")]
    public void Lists_and_mappings_are_read_in_both_styles(string yaml, string json) => Assert.Equal(json, JobFile.SpecJson(yaml));

    [Theory]
    [InlineData(1023)]
    [InlineData(1024)]
    public void A_key_has_up_to_1024_characters(int length)
        => Assert.Equal($$"""{"{{new string('k', length)}}":1}""", JobFile.SpecJson(new string('k', length) + ": 1"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Every_line_end_is_the_same(string end)
    {
        var manifest = JobFile.Read((JobFile.Head + "spec:\n  a: |\n    b\n    c\n").Replace("\n", end, StringComparison.Ordinal));

        Assert.Equal("b\nc\n", manifest.Jobs[0].Body["spec"]!["a"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_decides_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes(JobFile.Head + "spec: {a: é😀}\n")];

        var manifest = ManifestReader.Read("a.yaml", content, JobFile.AnyRules);

        Assert.Equal("é😀", manifest.Jobs[0].Body["spec"]!["a"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Joined_files_may_each_begin_with_a_byte_order_mark(string end)
    {
        var second = JobFile.Head.Replace("name: a", "name: b", StringComparison.Ordinal);

        var manifest = JobFile.Read($"\uFEFF{JobFile.Head}---\n\uFEFF{second}\uFEFF---\n\uFEFF# the end\n".Replace("\n", end, StringComparison.Ordinal));

        Assert.Equal(["a", "b"], manifest.Jobs.Select(job => job.Name));
    }

    [Theory]
    [InlineData("# nothing but a comment\n---\n{0}---\n# a comment\n---\n{1}...\n")]
    [InlineData("---\n---\n{0}...\n# between\n---\n{1}---\n~\n---\n")]
    [InlineData("%YAML 1.1\n---\n{0}---\n{1}")]
    public void Empty_documents_are_skipped(string frame)
    {
        var second = JobFile.Head.Replace("name: a", "name: b", StringComparison.Ordinal);

        var manifest = JobFile.Read(frame.Replace("{0}", JobFile.Head, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal));

        Assert.Equal(["a", "b"], manifest.Jobs.Select(job => job.Name));
    }
}
