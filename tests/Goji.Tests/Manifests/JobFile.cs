using System.Text;
using Goji.Manifests;

namespace Goji.Tests.Manifests;

/// <summary>Texts as job files, the way the tests of this folder write them.</summary>
internal static class JobFile
{
    public static readonly ManifestRules AnyRules = new("default", [], []);

    public const string Head = "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\n";

    public static Manifest Read(string text, string path = "a.yaml", ManifestRules? rules = null)
        => ManifestReader.Read(path, Encoding.UTF8.GetBytes(text), rules ?? AnyRules);

    public static string Refusal(string text, string path = "a.yaml", ManifestRules? rules = null)
        => Assert.Throws<ManifestException>(() => Read(text, path, rules)).Message;

    /// <summary>The JSON that YAML means, put into a Job as its spec.</summary>
    public static string SpecJson(string yaml)
    {
        var text = Head + "spec:\n" + string.Concat(yaml.Split('\n').Select(line => line.Length == 0 ? "\n" : "  " + line + "\n"));
        return Assert.Single(Read(text).Jobs).Body["spec"]!.ToJsonString(Relaxed);
    }

    public static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
