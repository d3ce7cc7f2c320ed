using System.Globalization;
using Goji.Sandbox.Api.Information;
using Goji.Sandbox.Faults;
using Goji.Sandbox.Http;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api;

/// <summary>Answers requests, those over HTTP and those in memory.</summary>
internal sealed class SandboxApi(Cluster cluster, SandboxFaults faults, SandboxAudit audit)
{
    private readonly ResourceApi resources = new(cluster);
    private readonly SteeringApi steering = new(faults, audit);

    public async Task<ApiResponse> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (steering.Answer(request) is { } steered)
        {
            return steered;
        }

        ApiResponse response;
        try
        {
            response = await AnswerUnderFaultsAsync(request, cancellationToken);
        }
        catch (ApiFailure failure)
        {
            response = ApiResponse.Failure(failure);
        }

        response.Headers.Add(("Date", cluster.Clock.GetUtcNow().UtcDateTime.ToString("R", CultureInfo.InvariantCulture)));
        return response;
    }

    private async Task<ApiResponse> AnswerUnderFaultsAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var target = ApiTarget.Parse(request.Path) is { } named && (cluster.HasKueue || named.Kind != ResourceKind.Workload) ? named : null;
        var verb = target?.VerbOf(request) ?? (request.Method == "GET" ? "get" : "create");
        var resource = target?.Resource ?? Discovery.ResourceOf(request.Path);
        audit.Count(verb, resource);
        if (faults.IsDown)
        {
            return ApiResponse.Broken();
        }

        var drawn = faults.Draw(verb, resource);
        if (drawn.Count == 0)
        {
            return Do(request, target, verb, null);
        }

        foreach (var late in drawn.Where(fault => fault.Kind == SandboxFaultKind.Latency))
        {
            await Task.Delay(late.Delay, cluster.Clock, cancellationToken);
        }

        return drawn.FirstOrDefault(fault => fault.Kind != SandboxFaultKind.Latency) is { } other
            ? await new FaultyResponse(other, stale => Do(request, target, verb, stale), cluster.Clock).GiveAsync(
                request, target, verb, cancellationToken)
            : Do(request, target, verb, null);
    }

    private ApiResponse Do(ApiRequest request, ApiTarget? target, string verb, TimeSpan? staleBy) =>
        target is null
            ? Discovery.Answer(request, cluster.HasKueue)
                ?? IssuerKeys.Answer(request, cluster)
                ?? AccessReview.Answer(request, faults)
                ?? throw ApiFailure.NoSuchPath()
            : resources.Answer(request, target, verb, staleBy);
}
