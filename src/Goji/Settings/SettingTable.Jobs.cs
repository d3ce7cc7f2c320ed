using Goji.Model;

using static Goji.Settings.SettingScope;

namespace Goji.Settings;

internal static partial class SettingTable
{
    public static Setting<IReadOnlyList<string>> AllowedNamespaces { get; } = Add(new Setting<IReadOnlyList<string>>(
        nameof(AllowedNamespaces), SettingForms.List)
    {
        Help = "The namespaces that Jobs may be created in. Jobs for other namespaces are refused.",
        DefaultText = "every namespace",
        Get = options => [.. options.AllowedNamespaces],
        Set = (options, value) => options.AllowedNamespaces = [.. value],
        Scope = EveryPass | Queue | Check | Addin,
        Group = SettingGroup.Jobs,
    });

    public static Setting<IReadOnlyList<string>> AllowedKinds { get; } = Add(new Setting<IReadOnlyList<string>>(
        nameof(AllowedKinds), SettingForms.List.Named("kinds"))
    {
        Help = "The kinds that a job file may hold beside Job and ConfigMap, such as Secret.",
        DefaultText = "Job and ConfigMap only",
        Get = options => [.. options.AllowedKinds],
        Set = (options, value) => options.AllowedKinds = [.. value],
        Scope = EveryPass | Queue | Check | Addin,
        Group = SettingGroup.Jobs,
    });

    public static Setting<string?> PolicyFile { get; } = Add(new Setting<string?>(nameof(PolicyFile), SettingForms.Text.Named("file"))
    {
        Option = SettingNames.OptionOf(nameof(PolicyFile)),
        Help = "The policy file: what the job files of each path may do. A file that no rule matches is refused.",
        Get = options => options.PolicyFile,
        Set = (options, value) => options.PolicyFile = value,
        Path = SettingPath.File,
        Scope = EveryPass | Queue | Check | Addin,
        Group = SettingGroup.Jobs,
    });

    public static Setting<DuplicatePolicy> Duplicates { get; } = Add(new Setting<DuplicatePolicy>(
        nameof(Duplicates), SettingForms.OneOf<DuplicatePolicy>())
    {
        Help =
            "What happens to a queued file whose path a finished job has: hold keeps it queued, discard drops it, replace runs it and "
                + "drops the finished file.",
        Get = options => options.Duplicates,
        Set = (options, value) => options.Duplicates = value,
        Scope = EveryPass | Queue | Check | Addin,
        Group = SettingGroup.Jobs,
    });

    public static Setting<string?> QueueFolder { get; } = Add(new Setting<string?>(nameof(QueueFolder), SettingForms.Text.Named("folder"))
    {
        Help = "The folder below queued/ that manifests are put into, such as team-a.",
        DefaultText = "queued/ itself",
        Get = options => options.QueueFolder,
        Set = (options, value) => options.QueueFolder = value,
        Scope = Queue | Addin,
        Group = SettingGroup.Jobs,
    });

    public static Setting<int?> MaxProcessing { get; } = Add(new Setting<int?>(nameof(MaxProcessing), SettingForms.OptionalNumber)
    {
        Help = "The maximum number of job files in processing/. The rest stays queued.",
        DefaultText = "no limit",
        Get = options => options.MaxProcessing,
        Set = (options, value) => options.MaxProcessing = value,
        Check = SettingRules.NotNegative,
        Scope = EveryPass | Addin,
        Group = SettingGroup.Jobs,
    });

    public static Setting<IReadOnlyList<string>> GroupLimits { get; } = Add(new Setting<IReadOnlyList<string>>(
        nameof(GroupLimits), SettingForms.List.Named("group=number"))
    {
        Help = "How many job files of a group (annotation goji.run/group) may be in processing/, such as orders-db=2.",
        DefaultText = "1 for each group",
        Get = options => [.. options.GroupLimits],
        Set = (options, value) => options.GroupLimits = [.. value],
        Check = SettingRules.Limits,
        Scope = EveryPass | Addin,
        Group = SettingGroup.Jobs,
    });

    public static Setting<IReadOnlyList<string>> NamespaceLimits { get; } = Add(new Setting<IReadOnlyList<string>>(
        nameof(NamespaceLimits), SettingForms.List.Named("namespace=number"))
    {
        Help = "How many job files with a Job in a namespace may be in processing/, such as team-a=5.",
        DefaultText = "no limit",
        Get = options => [.. options.NamespaceLimits],
        Set = (options, value) => options.NamespaceLimits = [.. value],
        Check = SettingRules.Limits,
        Scope = EveryPass | Addin,
        Group = SettingGroup.Jobs,
    });

    public static Setting<string?> LocalQueue { get; } = Add(new Setting<string?>(nameof(LocalQueue), SettingForms.Text.Named("name"))
    {
        Help = "The LocalQueue of Kueue that Jobs wait in whose manifest names none (label kueue.x-k8s.io/queue-name).",
        Get = options => options.LocalQueue,
        Set = (options, value) => options.LocalQueue = value,
        Check = SettingRules.ObjectName,
        Scope = EveryPass | Check | Queue | Addin,
        Group = SettingGroup.Jobs,
    });

    public static Setting<string?> WorkloadPriorityClass { get; } = Add(new Setting<string?>(
        nameof(WorkloadPriorityClass), SettingForms.Text.Named("name"))
    {
        Help = "The WorkloadPriorityClass of Kueue for Jobs in a queue whose manifest names none (label kueue.x-k8s.io/priority-class).",
        Get = options => options.WorkloadPriorityClass,
        Set = (options, value) => options.WorkloadPriorityClass = value,
        Check = SettingRules.ObjectName,
        Scope = EveryPass | Check | Queue | Addin,
        Group = SettingGroup.Jobs,
    });

    public static Setting<bool> Offline { get; } = Add(new Setting<bool>(nameof(Offline), SettingForms.Switch)
    {
        Help = "Checks and queues without asking a cluster: syntax, names, allowed kinds and namespaces, field names, duplicates.",
        Scope = Check | Queue | Addin,
        Group = SettingGroup.Check,
    });

    public static Setting<string?> ChangedSince { get; } = Add(new Setting<string?>(nameof(ChangedSince), SettingForms.Text.Named("commit"))
    {
        Help = "Checks the manifests below queued/ that were added or changed since the branch left this commit, such as origin/main.",
        Scope = Check | Addin,
        Group = SettingGroup.Check,
    });
}
