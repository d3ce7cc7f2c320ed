using System.Text.Json;
using Goji.Kubernetes.Api;
using Goji.Ports;

namespace Goji.Kubernetes;

internal sealed partial class KubernetesCluster
{
    /// <summary>Maximum number of namespaces whose UIDs are recorded as proofs.</summary>
    private const int MaxNamespacesAsProof = 8;

    private const string ServiceAccountUser = "system:serviceaccount:";

    public async Task<ClusterIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new(UidIn(await SendAsync(NamespaceRequest("kube-system"), cancellationToken)), ClusterProofs.None);
        }
        catch (ClusterException exception) when (exception.Failure is ClusterFailure.Forbidden
            or ClusterFailure.NotFound
            or ClusterFailure.Invalid)
        {
            // The proofs, or the Jobs that are found there, have to do.
            return new(Uid: null, ClusterProofs.None);
        }
    }

    public async Task<ClusterProofs> ReadProofsAsync(IReadOnlyCollection<string> namespaces, CancellationToken cancellationToken)
    {
        var keys = TryReadAsync(ReadKeysAsync, cancellationToken);
        var account = TryReadAsync(ReadServiceAccountAsync, cancellationToken);
        var names = namespaces.Prepend(DefaultNamespace).Distinct().Take(MaxNamespacesAsProof).ToList();
        var uids = await Task.WhenAll(names.Select(name => TryReadAsync<KeyValuePair<string, string>>(
            async token => UidIn(await SendAsync(NamespaceRequest(name) with { IsOptional = true }, token)) is { Length: > 0 } uid
                ? [KeyValuePair.Create($"namespaces/{name}", uid)]
                : [],
            cancellationToken)));
        return new()
        {
            Keys = await keys,
            Uids = uids.SelectMany(found => found).Concat(await account).ToDictionary(),
        };
    }

    private async Task<IReadOnlyList<string>> ReadKeysAsync(CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, "openid/v1/jwks", "read the keys of the service account issuer")
        {
            Accept = "application/jwk-set+json, */*;q=0.5",
            AnswerMediaType = "application/jwk-set+json",
            IsOptional = true,
        };
        using var document = JsonDocument.Parse(await SendAsync(request, cancellationToken));
        return [.. ((JsonElement?)document.RootElement).Items("keys").Select(key => key.Text("kid")).Where(id => id.Length > 0)];
    }

    /// <summary>The UID of the service account that the runner uses, if it uses one.</summary>
    private async Task<IReadOnlyList<KeyValuePair<string, string>>> ReadServiceAccountAsync(CancellationToken cancellationToken)
    {
        var request = new ApiRequest(
            HttpMethod.Post, "apis/authentication.k8s.io/v1/selfsubjectreviews", "read the user that the credentials belong to")
        {
            Body = """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}"""u8.ToArray(),
            Answer = "SelfSubjectReview",
            IsOptional = true,
        };
        using var document = JsonDocument.Parse(await SendAsync(request, cancellationToken));
        var user = document.RootElement.Field("status").Field("userInfo");
        return user.TextOrNull("username") is { } name
            && name.StartsWith(ServiceAccountUser, StringComparison.Ordinal)
            && user.TextOrNull("uid") is { Length: > 0 } uid
                ? [KeyValuePair.Create($"serviceaccounts/{name[ServiceAccountUser.Length..].Replace(':', '/')}", uid)]
                : [];
    }

    /// <summary>
    /// Reads what is welcome and not needed: the runner may lack the right, or a proxy in between may not pass the path on.
    /// </summary>
    private static async Task<IReadOnlyList<T>> TryReadAsync<T>(
        Func<CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(cancellationToken);
        }
        catch (Exception exception) when (exception is ClusterException or JsonException)
        {
            return [];
        }
    }

    private static ApiRequest NamespaceRequest(string name) =>
        new(HttpMethod.Get, $"api/v1/namespaces/{Escape(name)}", "identify the cluster") { Answer = "Namespace" };

    private static string? UidIn(byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        return document.RootElement.Field("metadata").TextOrNull("uid");
    }
}
