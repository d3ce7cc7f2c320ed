using k8s.KubeConfigModels;

namespace Goji.Kubernetes.Access;

/// <summary>
/// What kubectl refuses in a kubeconfig, because it is not clear what is meant: client-go's tools/clientcmd/validation.go and
/// api/v1/conversion.go.
/// </summary>
internal static class KubeconfigRules
{
    /// <exception cref="InvalidDataException">Two entries of one kind have one name.</exception>
    public static void CheckNames(K8SConfiguration kubeconfig)
    {
        CheckNames("clusters", kubeconfig.Clusters.Select(cluster => cluster.Name));
        CheckNames("contexts", kubeconfig.Contexts.Select(context => context.Name));
        CheckNames("users", kubeconfig.Users.Select(user => user.Name));
    }

    /// <exception cref="InvalidDataException">The cluster has settings that exclude each other.</exception>
    public static void Check(KubeconfigEndpoint endpoint, string cluster)
    {
        var (file, data) = (endpoint.CertificateAuthority, endpoint.CertificateAuthorityData);
        RequireOne($"the cluster '{cluster}'", ("certificate-authority", file), ("certificate-authority-data", data));
        if (endpoint.SkipTlsVerify && !string.IsNullOrEmpty(file + data))
        {
            throw new InvalidDataException(
                $"the cluster '{cluster}' has a certificate authority and insecure-skip-tls-verify, which would ignore it. Remove one of "
                    + $"the two.");
        }
    }

    /// <exception cref="InvalidDataException">The user has credentials that exclude each other, or half of a pair.</exception>
    public static void Check(KubeconfigCredentials credentials, string user)
    {
        var who = $"user '{user}'";
        var (certificate, certificateData) = (credentials.ClientCertificate, credentials.ClientCertificateData);
        RequireOne(who, ("token", credentials.Token), ("username", credentials.UserName));
        RequireOne(who, ("client-certificate", certificate), ("client-certificate-data", certificateData));
        if (!string.IsNullOrEmpty(certificate + certificateData))
        {
            RequireOne(who, ("client-key", credentials.ClientKey), ("client-key-data", credentials.ClientKeyData));
            if (string.IsNullOrEmpty(credentials.ClientKey + credentials.ClientKeyData))
            {
                throw new InvalidDataException($"{who} has a client certificate and no key for it. Add client-key or client-key-data.");
            }

            RequireFile(who, "client-certificate", certificate);
            RequireFile(who, "client-key", credentials.ClientKey);
        }

        if (credentials is { ExternalExecution: not null, AuthProvider: not null })
        {
            throw new InvalidDataException($"{who} has an exec plugin and an auth-provider. Remove one of the two.");
        }
    }

    private static void CheckNames(string kind, IEnumerable<string> names)
    {
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"it has two {kind} named '{twice.Key}'. Rename or remove one of them.");
        }
    }

    private static void RequireOne(string who, (string Name, string? Value) one, (string Name, string? Value) other)
    {
        if (!string.IsNullOrEmpty(one.Value) && !string.IsNullOrEmpty(other.Value))
        {
            throw new InvalidDataException($"{who} has {one.Name} and {other.Name}. Remove one of the two.");
        }
    }

    private static void RequireFile(string who, string name, string? path)
    {
        if (!string.IsNullOrEmpty(path) && !File.Exists(path))
        {
            throw new InvalidDataException($"the file '{path}' that {who} names as {name} does not exist.");
        }
    }
}
