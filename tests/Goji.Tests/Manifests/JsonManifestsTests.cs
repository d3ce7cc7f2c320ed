using System.Text;
using Goji.Manifests;

namespace Goji.Tests.Manifests;

public class JsonManifestsTests
{
    private const string Job = """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a"}}""";

    [Theory]
    [InlineData("a.json")]
    [InlineData("A.JSON")]
    public void Documents_may_follow_one_another(string path)
        => Assert.Equal(["a", "b"], JobFile.Read(Job + "\nnull\n" + Job.Replace("\"a\"", "\"b\"", StringComparison.Ordinal), path).Jobs.Select(job => job.Name));

    [Fact]
    public void Values_are_kept_as_written()
    {
        var text = """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a"},"spec":{"z":1.0,"y":1e3,"x":123456789012345678901234567890,"w":-0,"v":null,"u":true,"t":"é\n"}}""";

        Assert.Equal(text, JobFile.Read(text, "a.json").Jobs[0].Body.ToJsonString(JobFile.Relaxed));
    }

    [Theory]
    [InlineData("apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\n")]
    [InlineData("# by hand\n---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\n")]
    public void YAML_under_the_name_of_JSON_is_read_as_kubectl_reads_it(string text) => Assert.Equal("a", JobFile.Read(text, "a.json").Jobs[0].Name);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_16_with_a_byte_order_mark_is_read(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);

        Assert.Single(ManifestReader.Read("a.json", (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(Job)], JobFile.AnyRules).Jobs);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped()
        => Assert.Single(ManifestReader.Read("a.json", (byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Job)], JobFile.AnyRules).Jobs);

    [Theory]
    [InlineData("{\n\"a\": 1,\n}", "line 3, column 1: This is not JSON: The JSON object contains a trailing comma at the end. Remove it.")]
    [InlineData("{\0}\0", "line 1: The file is UTF-16 without a byte order mark, or not text at all. Save it as UTF-8.")]
    [InlineData("// no\n{}", "line 1, column 1: This is not JSON: ")]
    [InlineData("{'a': 1}", "line 1, column 2: This is not JSON: ")]
    [InlineData("{\"a\": 1", "This is not JSON: ")]
    [InlineData("[01]", "This is not JSON: ")]
    [InlineData("[NaN]", "This is not JSON: ")]
    [InlineData("[\"\\ud800\"]", "line 1: A text holds bytes that are not UTF-8, or half of a surrogate pair. Save the file as UTF-8.")]
    public void What_is_not_JSON_is_refused(string text, string finding) => Assert.Contains(finding, JobFile.Refusal(text, "a.json"));

    [Fact]
    public void A_duplicate_key_is_refused()
        => Assert.Equal("'a.json', line 2: The key 'a' is there twice in one object. Remove one of the two.", JobFile.Refusal("{\"a\": 1,\n\"a\": 2}", "a.json"));

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
        => Assert.Throws<ManifestException>(() => ManifestReader.Read("a.json", (byte[])[(byte)'[', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)']'], JobFile.AnyRules));
}
