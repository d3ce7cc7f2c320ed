using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Goji.Kubernetes.Access;
using Goji.Ports;

namespace Goji.Kubernetes.Api;

/// <summary>A request that failed: what to throw, and whether and when to try again before that.</summary>
internal sealed partial record ApiFailure(ClusterException Exception)
{
    /// <summary>
    /// The words with which a server-side apply answers 500 for a value of the wrong type, such as a number in a ConfigMap
    /// (apimachinery's pkg/util/managedfields/internal/structuredmerge.go). Another try has the same answer.
    /// </summary>
    private const string WrongContent = "failed to create typed patch object";

    /// <summary>
    /// The words about an object that has another version by now (apiserver's pkg/registry/generic/registry/store.go). No request of Goji
    /// without preconditions names a version, so that the object is one that the server changes along with it.
    /// </summary>
    private const string OtherVersion = "the object has been modified";

    /// <summary>The pause that the server requested.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether trying again is futile although there was no answer: the server is not trusted.</summary>
    public bool IsLasting { get; init; }

    /// <summary>Whether nothing at all was answered within the time of a request.</summary>
    public bool IsSilence { get; init; }

    /// <summary>The bearer token that the server has refused; null where it has refused none.</summary>
    public string? RefusedToken { get; init; }

    /// <summary>Whether the API server answered that it failed over this request, and not that it is busy or away.</summary>
    public bool IsServerFault { get; private init; }

    /// <summary>
    /// Whether the request may have been carried out nevertheless. Only an answer that asks to wait proves that it was not.
    /// </summary>
    public bool MayHaveActed { get; private init; }

    /// <param name="purpose">What the request was for.</param>
    /// <param name="address">The API server's address.</param>
    /// <param name="proxy">The proxy in between; null for none.</param>
    /// <param name="reason">What came in place of an answer.</param>
    /// <param name="exception">The same, as it was thrown.</param>
    public static ApiFailure NoAnswer(string purpose, string address, ApiProxy? proxy, string reason, Exception exception) =>
        new(new ClusterException(
        ClusterFailure.Unavailable,
        $"Could not {purpose}: the cluster '{address}' cannot be reached{Through(proxy)} ({reason.TrimEnd('.', '"')}). "
        + $"Check the address that the kubeconfig names{(proxy is null ? "" : ", " + proxy.Setting)}, and the network between it and here.",
        exception)) { MayHaveActed = true };

    /// <summary>Something that is not the API server has answered, or the API server not to its end.</summary>
    public static ApiFailure Unexpected(
        BufferedResponse answer, string purpose, string address, ApiProxy? proxy) => new(new ClusterException(
        ClusterFailure.Unavailable,
        $"Could not {purpose}: what answers at '{address}'{Through(proxy)} is not a Kubernetes API server (HTTP {(int)answer.Status} "
            + $"{answer.Response.ReasonPhrase}{Elsewhere(answer.Response)}). "
        + (proxy is null ? "Look for a proxy or a load balancer in between." : $"Check {proxy.Setting}.")))
    {
        RetryAfter = answer.Response.Headers.RetryAfter?.Delta,
        MayHaveActed = answer.Status != HttpStatusCode.TooManyRequests,
    };

    public static ApiFailure Of(BufferedResponse answer, ApiRequest request, string address, DateTimeOffset? certificateExpires)
    {
        var (reason, message) = ReadStatus(answer.Content);
        var status = (int)answer.Status;
        var detail = message.Length > 0 ? message : $"HTTP {status} {answer.Response.ReasonPhrase}";
        var failure = Classify(answer.Status, reason, detail);
        var purpose = request.Purpose;
        var text = failure switch
        {
            ClusterFailure.Unauthorized => $"Could not {purpose}: the cluster '{address}' does not accept the credentials ({detail}). "
                + $"{Credentials(address, certificateExpires, answer.Response.Headers.Date)}",
            ClusterFailure.Unavailable => $"Could not {purpose}: the cluster '{address}' is not able to answer (HTTP {status}: {detail}).",
            _ => $"Could not {purpose}: {detail.TrimEnd('.')}.",
        };
        return new(new ClusterException(failure, text))
        {
            RetryAfter = answer.Response.Headers.RetryAfter?.Delta,
            MayHaveActed = failure == ClusterFailure.Unavailable && answer.Status != HttpStatusCode.TooManyRequests,

            // A write that timed out in etcd may still come to be.
            IsServerFault = answer.Status == HttpStatusCode.InternalServerError && failure == ClusterFailure.Unavailable
                && !detail.Contains("etcdserver:", StringComparison.Ordinal),
        };
    }

    /// <param name="mayHaveActed">Whether an earlier try of the same request may have been carried out.</param>
    /// <param name="isServerFault">Whether every try failed in the API server itself.</param>
    public ClusterException ToException(bool mayHaveActed, bool isServerFault) => mayHaveActed || MayHaveActed
        ? new ClusterException(Exception.Failure, Exception.Message, Exception.InnerException)
        {
            MayHaveActed = true,
            IsServerFault = isServerFault,
        }
        : Exception;

    // https://kubernetes.io/docs/reference/using-api/api-concepts and the reasons in k8s.io/apimachinery/pkg/apis/meta/v1/types.go.
    private static ClusterFailure Classify(HttpStatusCode status, string reason, string message) => status switch
    {
        HttpStatusCode.Unauthorized => ClusterFailure.Unauthorized,
        HttpStatusCode.Forbidden when message.TrimEnd('.').EndsWith("because it is being terminated", StringComparison.Ordinal) =>
            ClusterFailure.NamespaceTerminating,
        HttpStatusCode.Forbidden when Quota().IsMatch(message) => ClusterFailure.QuotaExceeded,
        HttpStatusCode.Forbidden when MissingRight().IsMatch(message) => ClusterFailure.Forbidden,
        HttpStatusCode.InternalServerError when reason.Length == 0
            && message.StartsWith(WrongContent, StringComparison.Ordinal) => ClusterFailure.Invalid,
        HttpStatusCode.NotFound => ClusterFailure.NotFound,
        HttpStatusCode.Conflict when reason == "AlreadyExists" => ClusterFailure.AlreadyExists,
        HttpStatusCode.Conflict when message.Contains(OtherVersion, StringComparison.Ordinal) => ClusterFailure.Contended,
        HttpStatusCode.Conflict => ClusterFailure.Conflict,
        HttpStatusCode.Gone => ClusterFailure.Expired,
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
            ClusterFailure.Unavailable,
        _ => ClusterFailure.Invalid,
    };

    // The form of every denial by an authorizer: apiserver's pkg/endpoints/handlers/responsewriters/errors.go. Admission has words of its
    // own.
    [GeneratedRegex("""(?: is )?forbidden: User "[^"]*" cannot \S+ (?:resource|path) \S""")]
    private static partial Regex MissingRight();

    // apiserver's pkg/admission/plugin/resourcequota/controller.go.
    [GeneratedRegex(" is forbidden: exceeded quota: ")]
    private static partial Regex Quota();

    /// <summary>Where a redirect leads. Its path and query may hold secrets.</summary>
    private static string Elsewhere(HttpResponseMessage response) => response.Headers.Location is { } location
        ? $" to '{(location.IsAbsoluteUri ? location.GetLeftPart(UriPartial.Authority) : "another path")}'"
        : "";

    private static string Through(ApiProxy? proxy) => proxy is null ? "" : $" through the proxy '{proxy.Address}'";

    private static string Credentials(string address, DateTimeOffset? certificateExpires, DateTimeOffset? now) => certificateExpires <= now
        ? $"The client certificate of the kubeconfig's user expired at {certificateExpires:u}: renew it."
        : address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        ? "Renew the token or certificate of the kubeconfig's user."
        : "Credentials are not sent without TLS: change the address in the kubeconfig to https://.";

    private static (string Reason, string Message) ReadStatus(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return (document.RootElement.Text("reason"), document.RootElement.Text("message"));
        }
        catch (JsonException)
        {
            // A proxy's page, not the API server's Status object.
            return ("", "");
        }
    }
}
