using System.CommandLine;

namespace Goji.Tool.Settings;

/// <summary>Which cluster, or the sandbox.</summary>
internal sealed class ClusterSettings
{
    // No variable of its own for the kubeconfig: KUBECONFIG is a list of files, which the library puts together as kubectl does.
    private readonly Setting<string?> kubeconfig = new(
        "--kubeconfig", null, "file", "The kubeconfig file. Default: as kubectl finds it: KUBECONFIG, ~/.kube/config, the service account of the pod.", SettingText.Text);
    private readonly Setting<string?> context = new("--context", "GOJI_CONTEXT", "name", "The kubeconfig context. Default: the current one.", SettingText.Text);
    private readonly Setting<bool> sandbox = new(
        "--sandbox", "GOJI_SANDBOX", null, "Let the embedded sandbox play the cluster: nothing really runs.", SettingText.Switch, ArgumentArity.ZeroOrOne);
    private readonly Setting<string?> sandboxState = new(
        "--sandbox-state", "GOJI_SANDBOX_STATE", "file", "The file in which the sandbox keeps its state. Default: .git/goji/sandbox.json in the clone.", SettingText.Text);

    public void AddTo(Command command)
    {
        command.Add(kubeconfig.Option);
        command.Add(context.Option);
        command.Add(sandbox.Option);
        command.Add(sandboxState.Option);
    }

    public void Apply(GojiOptions options, Invocation invocation)
    {
        options.Kubeconfig = invocation.Value(kubeconfig, options.Kubeconfig);
        options.Context = invocation.Value(context, options.Context);
    }

    /// <summary>The sandbox's state file; null where a real cluster is meant.</summary>
    public string? SandboxState(GojiOptions options, Invocation invocation) => invocation.Value(sandbox, false)
        ? Path.GetFullPath(invocation.Value(sandboxState, Path.Combine(options.Directory, ".git", "goji", "sandbox.json"))!)
        : null;
}
