using Cake.Core.IO;

namespace Goji.Cake;

public sealed partial class GojiSettings
{
    /// <summary>Gets or sets the kubeconfig file.</summary>
    /// <value>
    /// Default: found as kubectl finds it: the files that the environment variable <c>KUBECONFIG</c> lists, <c>~/.kube/config</c>, the
    /// service account of the pod.
    /// </value>
    public FilePath? Kubeconfig { get; set; }

    /// <summary>Gets or sets the kubeconfig context.</summary>
    /// <value>Default: the kubeconfig's current context.</value>
    public string? Context { get; set; }

    /// <summary>Gets or sets the namespace of Jobs whose manifest names none.</summary>
    /// <value>Default: the context's namespace, else <c>default</c>.</value>
    public string? Namespace { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the embedded sandbox plays the cluster: nothing runs, and the jobs' annotations decide how
    /// they end. <see cref="Kubeconfig"/> and <see cref="Context"/> are not used then.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool? Sandbox { get; set; }

    /// <summary>Gets or sets the file in which the sandbox keeps its state from one build to the next.</summary>
    /// <value>Default: <c>.git/goji/sandbox.json</c> in <see cref="Directory"/>, which git never commits.</value>
    public FilePath? SandboxState { get; set; }
}
