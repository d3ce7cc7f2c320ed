using Goji.Sandbox.Api;
using Goji.Sandbox.Api.Information;
using Goji.Sandbox.Api.Reading;
using Goji.Sandbox.Http;

namespace Goji.Sandbox.Faults;

/// <summary>The result of a call under a fault.</summary>
/// <param name="fault">The fault.</param>
/// <param name="act">Acts as without the fault. Its argument is how old the state is that is read.</param>
/// <param name="clock">The clock of the cluster.</param>
internal sealed class FaultyResponse(SandboxFault fault, Func<TimeSpan?, ApiResponse> act, TimeProvider clock)
{
    public async Task<ApiResponse> GiveAsync(
        ApiRequest request, ApiTarget? target, string verb, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case SandboxFaultKind.TooManyRequests:
                throw new ApiFailure(
                    429,
                    "TooManyRequests",
                    "Too many requests, please try again later.",
                    [],
                    (int)Math.Ceiling(fault.Delay.TotalSeconds));
            case SandboxFaultKind.InternalError:
                throw new ApiFailure(500, "InternalError", "Internal error occurred: the sandbox was told to fail", []);
            case SandboxFaultKind.ServiceUnavailable:
                throw new ApiFailure(503, "ServiceUnavailable", "the server is currently unable to handle the request", []);
            case SandboxFaultKind.Unauthorized:
                throw new ApiFailure(401, "Unauthorized", "Unauthorized");
            case SandboxFaultKind.Forbidden:
                throw AccessReview.Forbidden(target, verb, request.Path);
            case SandboxFaultKind.ExpiredContinue when request.Query["continue"] is not null:
                throw ListPages.TooOld();
            case SandboxFaultKind.StaleList when verb == "list":
                return act(fault.Delay);
            case SandboxFaultKind.ConnectionBroken:
                return ApiResponse.Broken();
            case SandboxFaultKind.ResponseLost:
                Lose();
                return ApiResponse.Broken();
            case SandboxFaultKind.StreamCut:
                return Cut(act(null));
            case SandboxFaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
                return ApiResponse.Broken();
            default:
                return act(null);
        }
    }

    private ApiResponse Cut(ApiResponse answer) => answer.Stream is not { } whole
        ? answer
        : new()
        {
            Code = answer.Code,
            ContentType = answer.ContentType,
            Stream = async (into, cancellationToken) =>
            {
                using var late = new CancellationTokenSource(fault.Delay, clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
                await whole(into, either.Token);
                if (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                {
                    throw new IOException("The sandbox cut the stream.");
                }
            },
        };

    private void Lose()
    {
        try
        {
            act(null);
        }
        catch (ApiFailure)
        {
            // A refusal is lost on its way back like any other answer.
        }
    }
}
