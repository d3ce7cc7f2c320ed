using Goji.Yaml;
using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace Goji.Kubernetes.Access;

/// <summary>
/// Finds the cluster's configuration as kubectl does: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig.
/// </summary>
internal static class KubeConfiguration
{
    private const string Variable = "KUBECONFIG";

    /// <param name="kubeconfig">The file; null to find it.</param>
    /// <param name="context">The context; null for the current one.</param>
    /// <param name="variable">Reads an environment variable; by default one of this process.</param>
    /// <exception cref="GojiUsageException">There is no configuration, or it is not usable.</exception>
    public static ClusterAccess Find(string? kubeconfig, string? context, Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        var files = Files(kubeconfig, variable(Variable));
        if (files.Count == 0)
        {
            return context is null && KubernetesClientConfiguration.IsInCluster()
                ? InCluster(variable)
                : throw new GojiUsageException(
                    "No kubeconfig was found: neither the setting Kubeconfig nor the environment variable KUBECONFIG names one, "
                    + $"'{KubernetesClientConfiguration.KubeConfigDefaultLocation}' does not exist, and this is no pod of a cluster. "
                    + "Set Kubeconfig, or Sandbox to try Goji without a cluster.");
        }

        var names = string.Join("', '", files.Select(file => file.FullName));
        try
        {
            var merged = Merge([.. files.Select(LoadNamed)]);
            if (context is null && string.IsNullOrEmpty(merged.CurrentContext))
            {
                throw new GojiUsageException(
                    $"The kubeconfig '{names}' has no current context. Set Context to one of: {Contexts(merged)}.");
            }

            if (context is not null && merged.Contexts.All(known => known.Name != context))
            {
                throw new GojiUsageException($"The kubeconfig '{names}' has no context '{context}'. It has: {Contexts(merged)}.");
            }

            if (context is null && merged.Contexts.All(known => known.Name != merged.CurrentContext))
            {
                throw new GojiUsageException(
                    $"The kubeconfig '{names}' has no context '{merged.CurrentContext}', which its current-context names. "
                    + $"Correct it, or set Context to one of: {Contexts(merged)}.");
            }

            return ClusterAccess.Of(merged, context ?? merged.CurrentContext, variable);
        }
        catch (Exception exception) when (exception is not (GojiUsageException or OutOfMemoryException))
        {
            // The libraries beneath throw what they like for a file that is damaged. The inner exception may quote the file, and the file
            // holds credentials: only its kind goes on.
            throw new GojiUsageException($"The kubeconfig '{names}' cannot be used: {Reason(exception)}");
        }
    }

    private static ClusterAccess InCluster(Func<string, string?> variable)
    {
        try
        {
            var configuration = KubernetesClientConfiguration.InClusterConfig();
            return new(configuration) { Proxy = EnvironmentProxy.For(new(configuration.Host), variable) };
        }
        catch (Exception exception) when (exception is KubeConfigException
            or InvalidDataException
            or IOException
            or UnauthorizedAccessException)
        {
            throw new GojiUsageException($"The service account of this pod cannot be used: {exception.Message}", exception);
        }
    }

    private static List<FileInfo> Files(string? kubeconfig, string? listed)
    {
        if (kubeconfig is not null)
        {
            return Path.Exists(kubeconfig)
                ? [new FileInfo(kubeconfig)]
                : throw new GojiUsageException($"The kubeconfig '{kubeconfig}' does not exist. Correct the setting Kubeconfig.");
        }

        var named = listed?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(path => path.Trim('"')).ToList() ?? [];
        IReadOnlyList<string> paths = named.Count > 0 ? named : [KubernetesClientConfiguration.KubeConfigDefaultLocation];
        var files = paths.Where(Path.Exists).Select(path => new FileInfo(path)).ToList();
        return files.Count > 0 || named.Count == 0 ? files : throw MissingFiles(named);
    }

    /// <summary>A named kubeconfig must exist: in a pod, the own cluster of the pod would receive the Jobs instead.</summary>
    private static GojiUsageException MissingFiles(List<string> named)
    {
        var what = named.Count == 1
            ? $"The kubeconfig '{named[0]}' that the environment variable {Variable} names does not exist."
            : $"None of the kubeconfigs that the environment variable {Variable} names exists: '{string.Join("', '", named)}'.";
        var home = named.Exists(path => path.StartsWith('~'))
            ? " Write the home directory in full: '~' is not expanded in a variable."
            : "";
        return new($"{what} Correct {Variable}, or unset it.{home}");
    }

    private static K8SConfiguration LoadNamed(FileInfo file)
    {
        try
        {
            var loaded = Load(file);
            KubeconfigRules.CheckNames(loaded);
            return loaded;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Of several files, only the one that is wrong is named. The inner exception may quote it.
            throw new GojiUsageException(
                $"The kubeconfig '{file.FullName}' cannot be used: "
                    + $"{(Directory.Exists(file.FullName) ? "it is a folder." : Reason(exception))}");
        }
    }

    /// <summary>Loads one file. Its relative paths are relative to itself, also once it is merged with others.</summary>
    private static K8SConfiguration Load(FileInfo file)
    {
        var loaded = KubeconfigFile.Read(File.ReadAllBytes(file.FullName));
        string? Absolute(string? path) => string.IsNullOrEmpty(path) ? path : Path.Combine(file.DirectoryName!, path);
        foreach (var endpoint in loaded.Clusters.Select(cluster => cluster.ClusterEndpoint).Where(endpoint => endpoint is not null))
        {
            endpoint.CertificateAuthority = Absolute(endpoint.CertificateAuthority);
        }

        foreach (var user in loaded.Users.Select(user => user.UserCredentials).OfType<KubeconfigCredentials>())
        {
            user.ClientCertificate = Absolute(user.ClientCertificate);
            user.ClientKey = Absolute(user.ClientKey);
            user.TokenFile = Absolute(user.TokenFile);
            if (user.ExternalExecution is { Command: { } command } plugin
                && command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                plugin.Command = Absolute(command);
            }
        }

        return loaded;
    }

    /// <summary>Merges as kubectl does: the first file that sets a value wins.</summary>
    private static K8SConfiguration Merge(IReadOnlyList<K8SConfiguration> files)
    {
        var merged = files[0];
        merged.CurrentContext = files.Select(file => file.CurrentContext).FirstOrDefault(name => !string.IsNullOrEmpty(name));
        merged.Clusters = [.. files.SelectMany(file => file.Clusters).DistinctBy(cluster => cluster.Name)];
        merged.Users = [.. files.SelectMany(file => file.Users).DistinctBy(user => user.Name)];
        merged.Contexts = [.. files.SelectMany(file => file.Contexts).DistinctBy(known => known.Name)];
        return merged;
    }

    private static string Contexts(K8SConfiguration configuration) =>
        configuration.Contexts.Any() ? string.Join(", ", configuration.Contexts.Select(known => known.Name)) : "none";

    private static string Reason(Exception exception) => exception switch
    {
        KubeConfigException or InvalidDataException or IOException or UnauthorizedAccessException => exception.Message,
        YamlSyntaxException yaml => $"it is not valid YAML (line {yaml.Problem.Line}).",
        FormatException => "a certificate, key or token in it is not valid base64.",
        _ => "it is damaged.",
    };
}
