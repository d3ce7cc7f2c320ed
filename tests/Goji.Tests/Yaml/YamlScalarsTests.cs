using Goji.Tests.Manifests;

namespace Goji.Tests.Yaml;

/// <summary>What scalars mean, by the rules of goyaml v2's resolver, which kubectl reads manifests with.</summary>
public class YamlScalarsTests
{
    [Theory]
    [InlineData("y Y yes Yes YES on On ON true True TRUE", "true")]
    [InlineData("n N no No NO off Off OFF false False FALSE", "false")]
    [InlineData("~ null Null NULL", "null")]
    public void Plain_words_of_YAML_1_1_are_booleans_and_nulls(string words, string json)
        => Assert.All(words.Split(' '), word => Assert.Equal($$"""{"a":{{json}}}""", JobFile.SpecJson("a: " + word)));

    [Theory]
    [InlineData("yEs")]
    [InlineData("tRue")]
    [InlineData("nULL")]
    [InlineData("oN")]
    public void Words_in_other_letters_stay_text(string word) => Assert.Equal($$"""{"a":"{{word}}"}""", JobFile.SpecJson("a: " + word));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("+5", "5")]
    [InlineData("0644", "420")]
    [InlineData("0o644", "420")]
    [InlineData("-017", "-15")]
    [InlineData("0x1F", "31")]
    [InlineData("0XfF", "255")]
    [InlineData("-0x1F", "-31")]
    [InlineData("0b101", "5")]
    [InlineData("-0b101", "-5")]
    [InlineData("0b-101", "-5")]
    [InlineData("1_000", "1000")]
    [InlineData("1__0_", "10")]
    [InlineData("0x_1F", "31")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    public void Integers_are_read_with_base_zero_and_without_underscores(string yaml, string json)
        => Assert.Equal($$"""{"a":{{json}}}""", JobFile.SpecJson("a: " + yaml));

    [Theory]
    [InlineData("1e3", "1000")]
    [InlineData("1E+3", "1000")]
    [InlineData("1.", "1")]
    [InlineData("1.0", "1")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData(".5_0", "0.5")]
    [InlineData("-0.0", "-0")]
    [InlineData("08", "8")]
    [InlineData("1_0.5_0", "10.5")]
    [InlineData("1e-6", "0.000001")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("1.5e-10", "1.5e-10")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("18446744073709551616", "18446744073709552000")]
    [InlineData("+9223372036854775808", "9223372036854776000")]
    [InlineData("-9223372036854775809", "-9223372036854776000")]
    [InlineData("123456789012345678901234567890", "1.2345678901234568e+29")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1e-400", "0")]
    public void Floats_are_written_as_Go_writes_them(string yaml, string json)
        => Assert.Equal($$"""{"a":{{json}}}""", JobFile.SpecJson("a: " + yaml));

    [Theory]
    [InlineData("0o8")]
    [InlineData("0x")]
    [InlineData("0b2")]
    [InlineData("_1")]
    [InlineData("._5")]
    [InlineData(".5_")]
    [InlineData("1e")]
    [InlineData("1e400")]
    [InlineData("0x10000000000000000")]
    [InlineData("1.5.2")]
    [InlineData("1:30")]
    [InlineData("190:20:30.15")]
    [InlineData("2001-01-01")]
    [InlineData("2001-12-14t21:59:43.10-05:00")]
    [InlineData("inf")]
    [InlineData("NaN")]
    [InlineData("=")]
    [InlineData("<<")]
    [InlineData("0x1p4")]
    [InlineData("500m")]
    [InlineData("1,000")]
    public void Sexagesimals_timestamps_and_misfits_stay_text(string yaml)
        => Assert.Equal($$"""{"a":"{{yaml}}"}""", JobFile.SpecJson("a: " + yaml));

    [Theory]
    [InlineData("'yes'", "yes")]
    [InlineData("\"0644\"", "0644")]
    [InlineData("''", "")]
    [InlineData("|-\n  12", "12")]
    [InlineData(">-\n  null", "null")]
    [InlineData("! 12", "12")]
    [InlineData("!!str 12", "12")]
    [InlineData("!!str", "")]
    [InlineData("!<tag:yaml.org,2002:str> 12", "12")]
    [InlineData("!unknown 12", "12")]
    [InlineData("!!foo 12", "12")]
    [InlineData("!!timestamp 2001-01-01", "2001-01-01")]
    [InlineData("!!binary |\n  aGVs\n  bG8=", "hello")]
    public void Quoted_block_and_tagged_scalars_are_text(string yaml, string text)
        => Assert.Equal($$"""{"a":"{{text}}"}""", JobFile.SpecJson("a: " + yaml));

    [Theory]
    [InlineData("!!int '0x10'", "16")]
    [InlineData("!!int 010", "8")]
    [InlineData("!!float 1", "1")]
    [InlineData("!!bool 'yes'", "true")]
    [InlineData("!!null ''", "null")]
    public void Tags_resolve_even_what_is_quoted(string yaml, string json) => Assert.Equal($$"""{"a":{{json}}}""", JobFile.SpecJson("a: " + yaml));

    [Theory]
    [InlineData("!!int x", "!!int")]
    [InlineData("!!int 1.5", "!!int")]
    [InlineData("!!float 18446744073709551615", "!!float")]
    [InlineData("!!bool 1", "!!bool")]
    [InlineData("!!null x", "!!null")]
    [InlineData("!!timestamp x", "!!timestamp")]
    public void A_value_that_contradicts_its_tag_is_refused(string yaml, string tag)
        => Assert.Equal(
            $"'a.yaml', line 6, column 6: The value is tagged '{tag}' and is not one. Remove the tag, or correct the value.",
            Assert.Throws<ManifestException>(() => JobFile.SpecJson("a: " + yaml)).Message);

    [Theory]
    [InlineData(".inf")]
    [InlineData("-.Inf")]
    [InlineData("+.INF")]
    [InlineData(".nan")]
    public void Numbers_that_JSON_lacks_are_refused(string yaml)
        => Assert.Equal(
            $"'a.yaml', line 6, column 6: '{yaml}' means a number that JSON, and so Kubernetes, cannot express. Put it in quotes if it is meant as text.",
            Assert.Throws<ManifestException>(() => JobFile.SpecJson("a: " + yaml)).Message);
}
