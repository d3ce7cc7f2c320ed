using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Goji.Sandbox.Http;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Writing;

/// <summary>Sets the fields of a new object that only the server sets: uid, time of creation and, for generateName, a name.</summary>
internal sealed class ObjectIdentity
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int LongestPrefix = 58;
    private const int Attempts = 8;

    private readonly JsonObject body;
    private readonly ApiTarget target;

    public ObjectIdentity(JsonObject body, ApiTarget target)
    {
        this.body = body;
        this.target = target;
        CheckNamespace(body, target);
        Name = body.Object("metadata").Text("name") ?? "";
        GeneratedFrom = body.Object("metadata").Text("generateName");
        IsGenerated = Name.Length == 0 && !string.IsNullOrEmpty(GeneratedFrom);
        if (target.Name is not null && Name.Length == 0)
        {
            Name = target.Name;
        }
    }

    public string Name { get; private set; }

    public string? GeneratedFrom { get; }

    public bool IsGenerated { get; }

    public JsonObject Complete(ObjectStore store, DateTimeOffset now)
    {
        var metadata = body.Child("metadata");
        for (var attempt = 0; IsGenerated && attempt < Attempts; attempt++)
        {
            var prefix = GeneratedFrom!.Length > LongestPrefix ? GeneratedFrom[..LongestPrefix] : GeneratedFrom;
            Name = prefix + RandomNumberGenerator.GetString(Alphabet, 5);
            if (store.Find(target.Kind, target.Namespace ?? "", Name) is null)
            {
                break;
            }
        }

        metadata["name"] = Name;
        if (target.Kind.IsNamespaced)
        {
            metadata["namespace"] = target.Namespace;
        }

        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Timestamp.Of(now);
        metadata.Remove("resourceVersion");
        metadata.Remove("selfLink");
        metadata.Remove("deletionTimestamp");
        metadata.Remove("deletionGracePeriodSeconds");
        if (target.Kind == ResourceKind.Job)
        {
            metadata["generation"] = 1L;
            body["status"] = new JsonObject();
        }

        return body;
    }

    public static void CheckNamespace(JsonObject body, ApiTarget target)
    {
        var given = body.Object("metadata").Text("namespace");
        if (target.Kind.IsNamespaced && !string.IsNullOrEmpty(given) && given != target.Namespace)
        {
            throw ApiFailure.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
    }
}
