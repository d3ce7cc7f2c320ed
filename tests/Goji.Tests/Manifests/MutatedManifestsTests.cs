using System.Text;
using CsCheck;
using Goji.Manifests;
using Goji.Testing;

namespace Goji.Tests.Manifests;

/// <summary>Manifests with bytes and lines changed at random: they are read or refused, and nothing else happens.</summary>
public class MutatedManifestsTests
{
    private const string Yaml = """
        %YAML 1.1
        --- # migrate
        apiVersion: batch/v1
        kind: Job
        metadata: &meta
          generateName: "migrate-"
          labels: {app: 'shop', tier: db, "on": yes}
        spec:
          defaults: &defaults
            backoffLimit: 0x3
          <<: [*defaults, {completions: 1_0}]
          template:
            spec:
              containers:
              - name: a
                args: [sh, -c, "echo \u00e9\n", !!str 12]
                script: |-
                  set -e
                    indented
              - ? key
                : >+
                  folded
                  text

              restartPolicy: Never
        ---
        apiVersion: v1
        kind: List
        items:
        - apiVersion: batch/v1
          kind: Job
          metadata: *meta
        ...
        """;

    private const string Json = """
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"a","labels":{"l":"\u00e9"}},"spec":{"n":[1,2.5e10,null,true]}}
        {"apiVersion":"v1","kind":"List","items":[{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"b"}}]}
        """;

    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", ":", ": ", "- ", "? ", "\n", "\r", "\t", "  ", "'", "\"", "\\", "|", ">", "&a ", "*a", "!!int ", "! ", "<<: ", "---\n", "...\n", "%", "#", ",", "\0", "\u2028",
        "\ufeff", "\ud83d\ude00", "9999999999999999999", "0b", ".inf", "~", "kind: List\nitems:\n", "metadata: x\n", "\"a\":1,",
    ];

    private static readonly Gen<(int At, int Length, int Kind, string Piece, int Times)> Edit =
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 30], Gen.Int[0, 3], Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]), Gen.Int[1, 300]);

    [Theory]
    [InlineData("a.yaml", Yaml)]
    [InlineData("a.json", Json)]
    public void Mutated_manifests_are_read_or_refused(string path, string original)
        => Edit.Array[1, 6].Sample(edits => ReadOrRefuse(path, edits.Aggregate(Encoding.UTF8.GetBytes(original), Mutation.Change)), iter: 3000);

    [Theory]
    [InlineData("a.yaml")]
    [InlineData("a.json")]
    public void Bytes_at_random_are_read_or_refused(string path)
        => Gen.Byte.Array[0, 200].Sample(bytes => ReadOrRefuse(path, bytes), iter: 3000);

    private static void ReadOrRefuse(string path, byte[] content)
    {
        try
        {
            var manifest = ManifestReader.Read(path, content, JobFile.AnyRules);

            Assert.All(manifest.Jobs, job => Assert.NotEmpty(job.ToRequestBody("a", new JobMarks("1", "r", path, "u"))));
        }
        catch (ManifestException e)
        {
            Assert.All(e.Message.Split('\n'), line => Assert.NotEmpty(line));
            Assert.NotEmpty(e.Findings);
        }
    }
}
