using System.Text.Json.Nodes;
using Goji.Sandbox.Api.Reading;
using Goji.Sandbox.Api.Selecting;
using Goji.Sandbox.Http;
using Goji.Sandbox.Jobs;
using Goji.Sandbox.Json;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Writing;

/// <summary>The two verbs that delete.</summary>
internal sealed class ObjectRemover(Cluster cluster)
{
    private static readonly string[] Undeletable = ["default", "kube-system", "kube-public"];

    public ApiResponse Delete(ApiRequest request, ApiTarget target)
    {
        var options = RequestBody.Parse(request.Body, "DeleteOptions");
        var propagation = PropagationOf(request, options, target.Kind);
        var isDryRun = DryRun.IsAsked(request, options);
        StoredObject? found = null;
        return cluster.Write(
            (store, now) =>
            {
                found = store.Find(target.Kind, target.Namespace ?? "", target.Name!)
                    ?? throw ApiFailure.NotFound(target.Kind, target.Name!);
                CheckPreconditions(found, options);
                if (target.Kind == ResourceKind.Namespace && Undeletable.Contains(found.Name))
                {
                    throw ApiFailure.Forbidden(target.Kind, found.Name, "this namespace may not be deleted");
                }

                return isDryRun ? null : new Command.Delete(now, target.Kind, found.Namespace, found.Name, propagation);
            },
            (store, _) => store.Find(target.Kind, found!.Namespace, found.Name) is { } stays && stays.Uid == found.Uid && !isDryRun
                ? ApiResponse.Bytes(stays.Json)
                : ApiResponse.Json(Success(found)));
    }

    public ApiResponse DeleteAll(ApiRequest request, ApiTarget target)
    {
        var options = RequestBody.Parse(request.Body, "DeleteOptions");
        var propagation = PropagationOf(request, options, target.Kind);
        var selector = new Selector(request.Query["labelSelector"], request.Query["fieldSelector"], target.Kind);
        var doomed = cluster.Read((store, _) => store.In(target.Kind, target.Namespace).Where(selector.Matches).ToList());
        foreach (var one in doomed.Where(_ => !DryRun.IsAsked(request, options)))
        {
            cluster.Write<object?>((_, now) => new Command.Delete(now, one.Kind, one.Namespace, one.Name, propagation), (_, _) => null);
        }

        return ApiResponse.Bytes(
            ListWriter.Write(target.Kind, new ListPage(doomed, cluster.Read((store, _) => store.Version), null, null)));
    }

    private static void CheckPreconditions(StoredObject found, JsonObject options)
    {
        var preconditions = options.Object("preconditions");
        if (preconditions.Text("uid") is { } uid && uid != found.Uid)
        {
            throw ApiFailure.PreconditionFailed(found, "UID", uid, found.Uid, "deleted and then recreated");
        }

        var version = found.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (preconditions.Text("resourceVersion") is { } wanted && wanted != version)
        {
            throw ApiFailure.PreconditionFailed(found, "ResourceVersion", wanted, version, "modified");
        }
    }

    private static Propagation PropagationOf(ApiRequest request, JsonObject options, ResourceKind kind)
    {
        var asked = options.Text("propagationPolicy") ?? request.Query["propagationPolicy"];
        var orphans = options.Flag("orphanDependents") ?? (request.Query["orphanDependents"] is { } text ? text == "true" : null);
        if (asked is null)
        {
            // The one kind whose pods are orphaned by default.
            return (orphans ?? kind == ResourceKind.Job) ? Propagation.Orphan : Propagation.Background;
        }

        return Enum.TryParse<Propagation>(asked, out var propagation)
            ? propagation
            : throw new ApiFailure(
                422,
                "Invalid",
                $"DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"{asked}\": supported values: "
                    + $"\"Foreground\", \"Background\", \"Orphan\"");
    }

    private static JsonObject Success(StoredObject found)
    {
        var details = new JsonObject { ["name"] = found.Name };
        if (found.Kind.Group.Length > 0)
        {
            details["group"] = found.Kind.Group;
        }

        details["kind"] = found.Kind.Plural;
        details["uid"] = found.Uid;
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
    }
}
