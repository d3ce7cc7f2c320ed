using System.Text;
using Goji.Manifests;
using Goji.Manifests.Editing;

namespace Goji.Tests.Manifests;

/// <summary>An annotation is added to a job file and removed again, and nothing else of the text changes.</summary>
public sealed class AnnotationTexts
{
    private const string Name = "goji.run/cancel";

    public static TheoryData<string, string> Files { get; } = new()
    {
        { "a.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: x # mine\nspec: {}\n" },
        { "a.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata:\n  annotations:\n    # why\n    a: b\n  name: x\n" },
        { "a.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata:\n  annotations: {a: b, c: \"d, }\"}\n  name: x\n" },
        { "a.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata: {name: x}" },
        { "a.yaml", "{apiVersion: batch/v1, kind: Job, metadata: {name: x, labels: {a: b}}}\n" },
        { "a.yaml", "# head\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n---\napiVersion: batch/v1\nkind: Job\nmetadata:\n    name: x\n    labels:\n        a: b\n" },
        { "a.yaml", "apiVersion: v1\nkind: List\nitems:\n- apiVersion: batch/v1\n  kind: Job\n  metadata:\n    name: x\n- kind: Job\n  apiVersion: batch/v1\n  metadata: {name: y}\n" },
        { "a.yaml", "apiVersion: batch/v1\r\nkind: Job\r\nmetadata:\r\n  name: x\r\n" },
        { "a.yaml", "kind: Job\nmetadata:\n- name\n" },
        { "a.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata:\n  annotations:\n    note: |\n      some\n      lines\n\n  name: x\n" },
        { "a.json", "{\n\t\"apiVersion\": \"batch/v1\",\n\t\"kind\": \"Job\",\n\t\"metadata\": {\n\t\t\"name\": \"x\"\n\t}\n}\n" },
        { "a.json", """{"apiVersion":"batch/v1","kind":"Job","metadata":{"annotations":{"a":"b"},"name":"x"}}""" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Added_annotation_is_removed_without_a_trace(string path, string text)
    {
        if (AnnotationText.Add(path, Bytes(text), Name, "wrong \"tag\": ü; by me") is not { } changed)
        {
            Assert.Contains("- name", text, StringComparison.Ordinal);
            return;
        }

        Assert.Equal("wrong \"tag\": ü; by me", ManifestReader.CancelOf(path, changed));
        Assert.Null(ManifestReader.CancelOf(path, Bytes(text)));
        Assert.Equal(text, Encoding.UTF8.GetString(AnnotationText.Remove(path, changed, Name)!));
    }

    [Theory]
    [InlineData("kind: Job\nmetadata:\n  name: x\n  annotations:\n    goji.run/cancel: why # tell\n    a: b\n", "kind: Job\nmetadata:\n  name: x\n  annotations:\n    a: b\n")]
    [InlineData("kind: Job\nmetadata:\n  annotations:\n    a: b\n    goji.run/cancel:\nspec: {}\n", "kind: Job\nmetadata:\n  annotations:\n    a: b\nspec: {}\n")]
    [InlineData("kind: Job\nmetadata:\n  annotations:\n    goji.run/cancel: |\n      wrong\n      tag\n  name: x\n", "kind: Job\nmetadata:\n  name: x\n")]
    [InlineData("kind: Job\nmetadata:\n  annotations:\n    \"goji.run/cancel\": >-\n      wrong\n\n      tag\n\n    a: b\n", "kind: Job\nmetadata:\n  annotations:\n\n    a: b\n")]
    [InlineData("kind: Job\nmetadata:\n  annotations: {a: b, goji.run/cancel: \"x\"}\n", "kind: Job\nmetadata:\n  annotations: {a: b}\n")]
    [InlineData("kind: Job\nmetadata:\n  annotations: { goji.run/cancel: , a: b }\n", "kind: Job\nmetadata:\n  annotations: { a: b }\n")]
    [InlineData("kind: Job\nmetadata:\n  name: x\n  annotations: {goji.run/cancel: x}", "kind: Job\nmetadata:\n  name: x\n")]
    [InlineData("kind: Job\nmetadata:\n  name: x\n  annotations: &a\n    goji.run/cancel: x\n    b: c\nother: *a\n", null)]
    [InlineData("kind: Job\nmetadata:\n  name: x\n", "kind: Job\nmetadata:\n  name: x\n")]
    public void Annotation_that_a_person_wrote_is_removed_from_its_place(string text, string? expected)
    {
        var changed = AnnotationText.Remove("a.yaml", Bytes(text), Name);

        Assert.Equal(expected, changed is null ? null : Encoding.UTF8.GetString(changed));
    }

    [Fact]
    public void Annotation_is_removed_from_every_job_of_a_file()
    {
        const string One = "kind: Job\nmetadata:\n  name: a\n  annotations:\n    goji.run/cancel: x\n";

        Assert.Equal("kind: Job\nmetadata:\n  name: a\n---\nkind: Job\nmetadata:\n  name: a\n", Encoding.UTF8.GetString(AnnotationText.Remove("a.yaml", Bytes($"{One}---\n{One}"), Name)!));
    }

    [Fact]
    public void Empty_annotations_are_replaced()
    {
        var changed = AnnotationText.Add("a.yaml", Bytes("kind: Job\nmetadata:\n  annotations:\n  name: a\n"), Name, "x");

        Assert.Equal("kind: Job\nmetadata:\n  annotations:\n    goji.run/cancel: \"x\"\n  name: a\n", Encoding.UTF8.GetString(changed!));
    }

    [Fact]
    public void File_keeps_its_encoding()
    {
        byte[] content = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("kind: Job\nmetadata:\n  name: ä\n")];

        var changed = AnnotationText.Add("a.yaml", content, Name, "x");

        Assert.Equal("kind: Job\nmetadata:\n  annotations:\n    goji.run/cancel: \"x\"\n  name: ä\n", Encoding.Unicode.GetString(changed!.AsSpan(2)));
        Assert.Equal(content, AnnotationText.Remove("a.yaml", changed!, Name));
    }

    [Theory]
    [InlineData("kind: Job\nmetadata: [")]
    [InlineData("kind: Pod\nmetadata:\n  name: x\n")]
    [InlineData("")]
    [InlineData("kind: Job\nmetadata: *unknown\n")]
    public void Text_without_a_job_is_unchanged(string text) => Assert.Null(AnnotationText.Add("a.yaml", Bytes(text), Name, "x"));

    [Theory]
    [InlineData("goji.run/cancel: why", "why")]
    [InlineData("goji.run/cancel:", "")]
    [InlineData("goji.run/cancel: \" \"", "")]
    [InlineData("goji.run/cancel: true", "true")]
    [InlineData("goji.run/cancel: false", null)]
    [InlineData("goji.run/cancel: \"false\"", null)]
    [InlineData("a: b", null)]
    public void Annotation_with_any_value_but_false_is_a_request(string annotation, string? why) =>
        Assert.Equal(why, ManifestReader.CancelOf("a.yaml", Bytes($"apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: UPPER\n  annotations:\n    {annotation}\n")));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
