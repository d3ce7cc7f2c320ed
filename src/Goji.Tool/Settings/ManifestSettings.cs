using System.CommandLine;

namespace Goji.Tool.Settings;

/// <summary>What a job file may hold and where its Jobs may go.</summary>
internal sealed class ManifestSettings
{
    private readonly Setting<string?> @namespace = new("--namespace", "GOJI_NAMESPACE", "name", "The namespace of Jobs whose manifest names none. Default: the context's, else default.", SettingText.Text);
    private readonly Setting<IReadOnlyList<string>> allowedNamespaces = new(
        "--allowed-namespaces", "GOJI_ALLOWED_NAMESPACES", "names", "The namespaces that Jobs may be created in, with commas between. Default: all.", SettingText.List, ArgumentArity.OneOrMore);
    private readonly Setting<IReadOnlyList<string>> allowedKinds = new(
        "--allowed-kinds", "GOJI_ALLOWED_KINDS", "kinds", "The kinds beside Job that a job file may hold, with commas between. Default: none.", SettingText.List, ArgumentArity.OneOrMore);
    private readonly Setting<DuplicatePolicy> duplicates = new(
        "--duplicates", "GOJI_DUPLICATES", string.Join('|', SettingText.NamesOf<DuplicatePolicy>()),
        "What happens to a queued file whose path is taken by a finished one. Default: hold.", SettingText.OneOf<DuplicatePolicy>);

    public ManifestSettings() => duplicates.Option.CompletionSources.Add([.. SettingText.NamesOf<DuplicatePolicy>()]);

    public void AddTo(Command command)
    {
        command.Add(@namespace.Option);
        command.Add(allowedNamespaces.Option);
        command.Add(allowedKinds.Option);
        command.Add(duplicates.Option);
    }

    public void Apply(GojiOptions options, Invocation invocation)
    {
        options.Namespace = invocation.Value(@namespace, options.Namespace);
        options.Duplicates = invocation.Value(duplicates, options.Duplicates);
        SettingText.Add(options.AllowedNamespaces, invocation.Value(allowedNamespaces, []));
        SettingText.Add(options.AllowedKinds, invocation.Value(allowedKinds, []));
    }
}
