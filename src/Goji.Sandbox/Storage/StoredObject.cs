using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Storage;

/// <summary>One version of one object. The bytes are authoritative and immutable, so that any reader can share them.</summary>
internal sealed class StoredObject
{
    private StoredObject(ResourceKind kind, JsonObject body, long version)
    {
        var metadata = body.Child("metadata");
        Kind = kind;
        Version = version;
        Namespace = metadata.Text("namespace") ?? "";
        Name = metadata.Text("name") ?? "";
        Uid = metadata.Text("uid") ?? "";
        Labels = metadata.TextMap("labels");
        OwnerUids = [.. metadata.Objects("ownerReferences").Select(owner => owner.Text("uid") ?? "")];
        IsBeingDeleted = metadata.Text("deletionTimestamp") is not null;
        Json = JsonText.Bytes(body);
    }

    public ResourceKind Kind { get; }

    public long Version { get; }

    public string Namespace { get; }

    public string Name { get; }

    public string Uid { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }

    public IReadOnlyList<string> OwnerUids { get; }

    public bool IsBeingDeleted { get; }

    public byte[] Json { get; }

    public string Key => KeyOf(Namespace, Name);

    // A list is in the order of the server's storage keys: namespace first, then name.
    public static string KeyOf(string @namespace, string name) => $"{@namespace}/{name}";

    public static StoredObject Seal(ResourceKind kind, JsonObject body, long version)
    {
        body.Child("metadata")["resourceVersion"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new StoredObject(kind, body, version);
    }

    public JsonObject Open() => JsonText.ParseObject(Json);
}
