using Goji.Sandbox.Api.Reading;
using Goji.Sandbox.Api.Selecting;
using Goji.Sandbox.Api.Writing;
using Goji.Sandbox.Http;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api;

/// <summary>The verbs on kept objects.</summary>
internal sealed class ResourceApi(Cluster cluster)
{
    private readonly ListPages pages = new();
    private readonly ObjectWriter writer = new(cluster);
    private readonly ObjectRemover remover = new(cluster);

    public ApiResponse Answer(ApiRequest request, ApiTarget target, string verb, TimeSpan? staleBy) => (verb, target.Subresource) switch
    {
        ("get", "log") when target.Kind == ResourceKind.Pod => new PodLog(cluster, target, request.Query).Answer(),
        ("get", null or "status") => Get(request, target),
        ("list", null) => List(request, target, staleBy),
        ("watch", null) => Watch(request, target),
        ("create", null) when target.Name is null && !target.Kind.IsMadeByTheCluster => writer.Create(request, target),
        ("update", null or "status") when !target.Kind.IsMadeByTheCluster => writer.Update(request, target),
        ("patch", null or "status") when !target.Kind.IsMadeByTheCluster => writer.Patch(request, target),
        ("delete", null) => remover.Delete(request, target),
        ("deletecollection", null) when target.Kind.IsNamespaced => remover.DeleteAll(request, target),
        _ => throw ApiFailure.MethodNotAllowed(),
    };

    private ApiResponse Get(ApiRequest request, ApiTarget target)
    {
        var found = cluster.Read((store, now) => Derived(store, target, now) is { } derived
            ? derived.FirstOrDefault(one => one.Name == target.Name)
            : store.Find(target.Kind, target.Namespace ?? "", target.Name!))
            ?? throw ApiFailure.NotFound(target.Kind, target.Name!);
        return request.WantsTable
            ? ApiResponse.Bytes(
                Table.Write(
                    target.Kind,
                    new ListPage([found], found.Version, null, null),
                    cluster.Clock.GetUtcNow(),
                    request.Query["includeObject"]))
            : ApiResponse.Bytes(found.Json);
    }

    private ApiResponse List(ApiRequest request, ApiTarget target, TimeSpan? staleBy)
    {
        var selector = SelectorOf(request, target);
        var limit = request.Query.Number("limit");
        var page = cluster.Read((store, now) =>
        {
            if (request.Query["continue"] is { } token)
            {
                return pages.Next(token, limit, now);
            }

            var (all, version) = staleBy is { } age
                ? HistoricalState.Of(store, target.Kind, now - age)
                : (Derived(store, target, now) ?? store.In(target.Kind, target.Namespace), store.Version);
            var matching = all.Where(
                one => (target.Namespace is null || one.Namespace == target.Namespace) && selector.Matches(one)).ToList();
            return pages.First(matching, version, limit, now);
        });
        return ApiResponse.Bytes(request.WantsTable
            ? Table.Write(target.Kind, page, cluster.Clock.GetUtcNow(), request.Query["includeObject"])
            : ListWriter.Write(target.Kind, page));
    }

    /// <summary>Objects that are not stored, because they follow from the Jobs and the time.</summary>
    private IEnumerable<StoredObject>? Derived(ObjectStore store, ApiTarget target, DateTimeOffset now) =>
        target.Kind == ResourceKind.Event ? EventList.Of(cluster, store, target.Namespace)
        : target.Kind == ResourceKind.Workload ? WorkloadList.Of(store, target.Namespace, now)
        : null;

    private ApiResponse Watch(ApiRequest request, ApiTarget target)
    {
        var stream = new WatchStream(cluster, target, request, SelectorOf(request, target));
        return new ApiResponse { Code = 200, Stream = stream.RunAsync };
    }

    private static Selector SelectorOf(ApiRequest request, ApiTarget target)
    {
        var fields = request.Query["fieldSelector"];
        if (target.Name is { } name)
        {
            fields = fields is null ? $"metadata.name={name}" : $"{fields},metadata.name={name}";
        }

        return new Selector(request.Query["labelSelector"], fields, target.Kind);
    }
}
