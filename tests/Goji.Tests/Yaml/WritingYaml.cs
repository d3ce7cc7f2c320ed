using System.Text;
using System.Text.Json.Nodes;
using Goji.Yaml;
using Goji.Yaml.Writing;

namespace Goji.Tests.Yaml;

/// <summary>JSON written as YAML, and texts in which values change.</summary>
public class WritingYaml
{
    [Theory]
    [InlineData("""{"a":"x","b":[1,true,null,"yes"],"c":{},"d":[]}""", "a: x\nb:\n- 1\n- true\n- null\n- \"yes\"\nc: {}\nd: []\n")]
    [InlineData("""{"a":"on","b":"012","c":"1e3","d":"~","e":"","f":"2026-11-28"}""", "a: \"on\"\nb: \"012\"\nc: \"1e3\"\nd: \"~\"\ne: \"\"\nf: 2026-11-28\n")]
    [InlineData("""{"script":"set -e\necho '# no comment'\n"}""", "script: |\n  set -e\n  echo '# no comment'\n")]
    [InlineData("""{"script":"no end"}""", "script: no end\n")]
    public void Values_are_written_in_plain_style(string json, string yaml) => Assert.Equal(yaml, YamlWriter.Write(JsonNode.Parse(json)!));

    [Theory]
    [InlineData("""{"a":"  leading\nspaces "}""")]
    [InlineData("""{"a":"\n\nempty lines\n\n\n"}""")]
    [InlineData("""{"a":"\ttab\n\ttab"}""")]
    [InlineData("""{"a":"trailing \nblank"}""")]
    [InlineData("""{"a":"caf\u00e9 \ud83d\ude80 \u0007 \u2028 \ufeff"}""")]
    [InlineData("""{"a":"- x","b":"a: b","c":"x #y","d":"*a","e":"!t","f":"%x","g":"@x","h":"`x","i":"a\rb","j":"--- x","k":"---"}""")]
    [InlineData("""{"a":1.5,"b":1e+21,"c":-0,"d":9223372036854775807,"e":18446744073709551615}""")]
    [InlineData("""{"":1,"yes":2,"1":3,"a b":4,"x: y":5}""")]
    [InlineData("""{"a":"0x1f","b":"0b1","c":"1_000","d":".5","e":"+1","f":"1:30","g":".inf","h":"NaN","i":"=","j":"<<","k":"null"}""")]
    public void Written_values_are_read_back_unchanged(string json)
    {
        var value = JsonNode.Parse(json)!;

        var written = YamlWriter.Write(value);

        Assert.True(YamlRewriter.Means(written, [value]), written);
    }

    [Theory]
    [InlineData("a: 1\nb: 2\nc: 3\n", """{"b":2,"c":3}""", "b: 2\nc: 3\n")]
    [InlineData("a: 1 # one\nb: 2 # two\nc: 3 # three\n", """{"a":1,"b":2}""", "a: 1 # one\nb: 2 # three\n")]
    [InlineData("a: 1\nb:\n  x: 1\n  y: |\n    text\nc: 3\n", """{"a":1,"c":3}""", "a: 1\nc: 3\n")]
    [InlineData("a: 1\nb:\n  x: 1\n  y: |\n    text\n", """{"a":1}""", "a: 1\n")]
    [InlineData("a: {x: 1, y: 2, z: 3}\n", """{"a":{"x":1}}""", "a: {x: 1}\n")]
    [InlineData("a: {x: 1, y: 2, z: 3}\n", """{"a":{"z":3}}""", "a: {z: 3}\n")]
    [InlineData("- a: 1\n  b: 2\n- a: 3\n", """[{"b":2},{"a":3}]""", "- b: 2\n- a: 3\n")]
    [InlineData("a:\n  b: 1\n", """{"a":{"c":"x","b":1}}""", "a:\n  c: x\n  b: 1\n")]
    [InlineData("a: {b: 1}\n", """{"a":{"c":"x","b":1}}""", "a: {\"c\": \"x\", b: 1}\n")]
    [InlineData("a: 1\n", """{"a":1,"m":{"k":{"o":"p"}}}""", "m:\n  k:\n    o: p\na: 1\n")]
    [InlineData("a: 1\nb: x\n", """{"a":"2","b":"x"}""", "a: \"2\"\nb: x\n")]
    [InlineData("# head\na: 1\r\nb: 2\r\n", """{"b":2}""", "# head\nb: 2\r\n")]
    public void A_change_keeps_the_rest_of_the_text(string text, string after, string expected) =>
        Assert.Equal(expected, YamlRewriter.Rewrite(text, Roots(text), [JsonNode.Parse(after)]));

    [Theory]
    [InlineData("a: &x {b: 1}\nc: *x\n", """{"a":{"b":1},"c":{}}""")]
    [InlineData("x: &x {b: 1}\na:\n  <<: *x\n  c: 2\n", """{"x":{"b":1},"a":{"c":2}}""")]
    [InlineData("? a\n: 1\n? b\n: 2\n", """{"b":2}""")]
    [InlineData("a: !!str 1\nb: 'it''s'\n", """{"b":"it's"}""")]
    [InlineData("a: |+\n  text\n\n\nb: 1\n", """{"a":"text\n\n\n"}""")]
    public void Values_that_cannot_be_changed_in_place_are_written_again(string text, string after)
    {
        var changed = YamlRewriter.Rewrite(text, Roots(text), [JsonNode.Parse(after)]);

        Assert.True(YamlRewriter.Means(changed, [JsonNode.Parse(after)]), changed);
    }

    private static List<JsonNode?> Roots(string text) => [.. YamlDocuments.Read(Encoding.UTF8.GetBytes(text), []).Select(document => document.Root)];
}
