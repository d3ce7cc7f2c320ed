using System.Globalization;
using System.Text.Json.Nodes;

namespace Goji.Manifests.Hooks;

/// <summary>The hook of a release that a resource is, by the annotations of Helm or Argo CD.</summary>
/// <param name="Tool">The tool, as messages name it.</param>
/// <param name="Events">The events of the annotation, as it spells them; empty for a resource that has nothing but a sync wave.</param>
/// <param name="Phase">When it is applied.</param>
/// <param name="Weight">Lower ones come first in their phase.</param>
internal sealed record ReleaseHook(string Tool, IReadOnlyList<string> Events, HookPhase Phase, int Weight)
{
    private const string Helm = "helm.sh/hook";
    private const string Argo = "argocd.argoproj.io/hook";
    private const string Wave = "argocd.argoproj.io/sync-wave";

    // https://helm.sh/docs/topics/charts_hooks and https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves.
    private static readonly Dictionary<string, HookPhase> Phases = new(StringComparer.Ordinal)
    {
        ["pre-install"] = HookPhase.Before, ["pre-upgrade"] = HookPhase.Before, ["crd-install"] = HookPhase.Before,
        ["post-install"] = HookPhase.After, ["post-upgrade"] = HookPhase.After,
        ["PreSync"] = HookPhase.Before, ["Sync"] = HookPhase.With, ["PostSync"] = HookPhase.After,
    };

    /// <summary>
    /// Whether the tool runs the hooks of a phase one by one, by weight and name. Argo CD applies those of one wave together.
    /// </summary>
    public bool IsAlone { get; private init; }

    /// <summary>The policy by which the tool deletes the resource; null for none.</summary>
    public string? DeletePolicy { get; private init; }

    /// <summary>Whether the tool deletes the resource when it has ended, which Goji does not.</summary>
    public bool IsDeletedAtItsEnd =>
        DeletePolicy?.Split(',', StringSplitOptions.TrimEntries).Any(
            policy => policy is not ("before-hook-creation" or "BeforeHookCreation")) == true;

    /// <summary>
    /// Returns the hook that a resource is; null if it is none. Where a resource has both annotations, Argo CD's counts, as it does there.
    /// </summary>
    public static ReleaseHook? Of(JsonObject body)
    {
        if ((body["metadata"] as JsonObject)?["annotations"] is not JsonObject annotations)
        {
            return null;
        }

        var wave = Number(annotations, Wave);
        return Text(annotations, Argo) is { } argo
                ? new("Argo CD", Split(argo), PhaseOf(Split(argo)), wave ?? 0) { DeletePolicy = Text(annotations, Argo + "-delete-policy") }
            : Text(annotations, Helm) is { } helm
                ? new("Helm", Split(helm), PhaseOf(Split(helm)), Number(annotations, Helm + "-weight") ?? wave ?? 0)
                {
                    DeletePolicy = Text(annotations, Helm + "-delete-policy"),
                    IsAlone = true,
                }
            : wave is { } number ? new("Argo CD", [], HookPhase.With, number)
            : null;
    }

    /// <summary>The hook as messages name it: <c>a hook of Helm (pre-install, pre-upgrade)</c>.</summary>
    public override string ToString() => Events.Count == 0
        ? string.Create(CultureInfo.InvariantCulture, $"in the sync wave {Weight} of {Tool}")
        : $"a hook of {Tool} ({string.Join(", ", Events)})";

    private static HookPhase PhaseOf(IReadOnlyList<string> events)
    {
        var phases = events
            .Select(name => Phases.GetValueOrDefault(name, HookPhase.Never))
            .Where(phase => phase != HookPhase.Never)
            .Distinct()
            .ToList();
        return phases switch
        {
            [] => HookPhase.Never,
            [var phase] => phase,
            _ => HookPhase.Unclear,
        };
    }

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Text(JsonObject annotations, string name) => annotations[name] is JsonValue value ? value.ToString() : null;

    private static int? Number(JsonObject annotations, string name) =>
        int.TryParse(Text(annotations, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
