using System.Text.Json.Nodes;
using Goji.Sandbox.Defaults;
using Goji.Sandbox.Http;
using Goji.Sandbox.Jobs.Kueue;
using Goji.Sandbox.Json;
using Goji.Sandbox.Patching;
using Goji.Sandbox.Storage;
using Goji.Sandbox.Validation;

namespace Goji.Sandbox.Api.Writing;

/// <summary>The verbs that create and change.</summary>
internal sealed class ObjectWriter(Cluster cluster)
{
    public ApiResponse Create(ApiRequest request, ApiTarget target)
    {
        var decoded = BodyReader.Read(request, target.Kind);
        var response = Create(request, target, decoded.Body);
        Warn(response, decoded);
        return response;
    }

    public ApiResponse Update(ApiRequest request, ApiTarget target)
    {
        var decoded = BodyReader.Read(request, target.Kind);
        var name = decoded.Body.Object("metadata").Text("name");
        if (name != target.Name)
        {
            throw ApiFailure.BadRequest($"the name of the object ({name}) does not match the name on the URL ({target.Name})");
        }

        ObjectIdentity.CheckNamespace(decoded.Body, target);
        var response = Change(
            request,
            target,
            found => ObjectUpdate.OtherUid(found, decoded.Body) is { } uid ? throw ApiFailure.Recreated(found, uid) : decoded.Body);
        Warn(response, decoded);
        return response;
    }

    public ApiResponse Patch(ApiRequest request, ApiTarget target)
    {
        var patch = PatchReader.Read(request);
        if (patch is ApplyPatch apply)
        {
            var exists = cluster.Read((store, _) => store.Find(target.Kind, target.Namespace ?? "", target.Name!) is not null);
            if (!exists)
            {
                if (apply.Uid is { } uid)
                {
                    throw ApiFailure.Conflict(
                        target.Kind, target.Name!,
                        $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
                }

                var fresh = BodyReader.Check(apply.Fresh(target, cluster.Clock.GetUtcNow()), request, target.Kind);
                return Create(request, target, fresh.Body);
            }
        }

        DecodedBody? decoded = null;
        var response = Change(request, target, found =>
        {
            decoded = BodyReader.Check(patch.Apply(found.Open(), cluster.Clock.GetUtcNow()), request, target.Kind);
            return decoded.Body;
        });
        Warn(response, decoded!);
        return response;
    }

    private ApiResponse Create(ApiRequest request, ApiTarget target, JsonObject body)
    {
        var isDryRun = DryRun.IsAsked(request);
        var identity = new ObjectIdentity(body, target);
        JsonObject? created = null;
        return cluster.Write(
            (store, now) =>
            {
                RequireNamespace(store, target);
                created = identity.Complete(store, now);
                Admit(target.Kind, created);
                if (target.Kind == ResourceKind.Job && cluster.HasKueue)
                {
                    QueuedJob.Suspend(created);
                }

                Refuse(target.Kind, created, ObjectValidation.OfNew(target.Kind, created, identity.GeneratedFrom));
                if (store.Find(target.Kind, target.Namespace ?? "", identity.Name) is not null)
                {
                    throw identity.IsGenerated
                        ? ApiFailure.NoUniqueName(target.Kind, identity.Name)
                        : ApiFailure.AlreadyExists(target.Kind, identity.Name);
                }

                return isDryRun ? null : new Command.Put(now, target.Kind, created);
            },
            (_, put) => ApiResponse.Bytes(put?.Json ?? JsonText.Bytes(created!), 201));
    }

    private ApiResponse Change(ApiRequest request, ApiTarget target, Func<StoredObject, JsonObject> change)
    {
        var isDryRun = DryRun.IsAsked(request);
        byte[]? answer = null;
        return cluster.Write(
            (store, now) =>
            {
                var found = store.Find(target.Kind, target.Namespace ?? "", target.Name!)
                    ?? throw ApiFailure.NotFound(target.Kind, target.Name!);
                var before = found.Open();
                var after = ObjectUpdate.Complete(found, before, change(found), target.Subresource);
                Admit(target.Kind, after);
                Refuse(target.Kind, after, ObjectValidation.OfChanged(target.Kind, before, after));
                ObjectUpdate.Count(before, after);
                if (JsonNode.DeepEquals(before, after) || isDryRun)
                {
                    answer = isDryRun ? JsonText.Bytes(after) : found.Json;
                    return null;
                }

                return new Command.Put(now, target.Kind, after);
            },
            (_, put) => ApiResponse.Bytes(answer ?? put!.Json));
    }

    private static void Admit(ResourceKind kind, JsonObject body)
    {
        if (kind == ResourceKind.Job)
        {
            JobDefaults.Apply(body);
        }
        else if (kind == ResourceKind.Secret)
        {
            Normal.Secret(body);
        }
        else if (kind == ResourceKind.Namespace && body.Object("status") is null)
        {
            Normal.Namespace(body);
        }
    }

    private static void Refuse(ResourceKind kind, JsonObject body, IReadOnlyList<FieldError> errors)
    {
        if (errors.Count > 0)
        {
            throw ApiFailure.Invalid(kind, body.Object("metadata").Text("name") ?? "", errors);
        }
    }

    private static void RequireNamespace(ObjectStore store, ApiTarget target)
    {
        if (target.Kind.IsNamespaced && store.Find(ResourceKind.Namespace, "", target.Namespace ?? "") is null)
        {
            throw ApiFailure.NotFound(ResourceKind.Namespace, target.Namespace ?? "");
        }
    }

    private static void Warn(ApiResponse response, DecodedBody decoded)
    {
        foreach (var complaint in decoded.Complaints)
        {
            response.Headers.Add(("Warning", $"299 - \"{complaint.Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
        }
    }
}
