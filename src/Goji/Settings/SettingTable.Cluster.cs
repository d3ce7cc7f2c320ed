using static Goji.Settings.SettingScope;

namespace Goji.Settings;

internal static partial class SettingTable
{
    // KUBECONFIG is a list of files, which the library reads as kubectl does.
    public static Setting<string?> Kubeconfig { get; } = Add(new Setting<string?>(nameof(Kubeconfig), SettingForms.Text.Named("file"))
    {
        Help = "The kubeconfig file.",
        DefaultText = "as kubectl finds it: the files in KUBECONFIG, ~/.kube/config, the service account of the pod",
        Variable = null,
        Path = SettingPath.File,
        Get = options => options.Kubeconfig,
        Set = (options, value) => options.Kubeconfig = value,
        Scope = EveryPass | Queue | Check | SettingScope.Logs | Addin,
        Group = SettingGroup.Cluster,
    });

    public static Setting<string?> Context { get; } = Add(new Setting<string?>(nameof(Context), SettingForms.Text.Named("name"))
    {
        Help = "The kubeconfig context.",
        DefaultText = "the current context",
        Get = options => options.Context,
        Set = (options, value) => options.Context = value,
        Scope = EveryPass | Queue | Check | SettingScope.Logs | Addin,
        Group = SettingGroup.Cluster,
    });

    public static Setting<string?> Namespace { get; } = Add(new Setting<string?>(nameof(Namespace), SettingForms.Text.Named("name"))
    {
        Help = "The namespace of Jobs whose manifest names none.",
        DefaultText = "the context's namespace, else default",
        Get = options => options.Namespace,
        Set = (options, value) => options.Namespace = value,
        Scope = EveryPass | Queue | Check | SettingScope.Logs | Addin,
        Group = SettingGroup.Cluster,
    });

    public static Setting<bool> Sandbox { get; } = Add(new Setting<bool>(nameof(Sandbox), SettingForms.Switch)
    {
        Help = "Uses the embedded sandbox instead of a cluster: no container runs, and jobs end as their annotations define.",
        Scope = EveryPass | Queue | Check | SettingScope.Logs | Addin,
        Group = SettingGroup.Cluster,
    });

    public static Setting<string?> SandboxState { get; } = Add(new Setting<string?>(nameof(SandboxState), SettingForms.Text.Named("file"))
    {
        Help = "The file in which the sandbox keeps its state.",
        DefaultText = ".git/goji/sandbox.json in the clone",
        Path = SettingPath.File,
        Scope = EveryPass | Queue | Check | SettingScope.Logs | Addin,
        Group = SettingGroup.Cluster,
    });
}
