using Goji.Manifests;
using Goji.Manifests.Hooks;
using Goji.Model;

namespace Goji.Queueing.Intake;

/// <summary>Warns of Jobs that are hooks of a release: Goji waits for no release.</summary>
internal static class HookWarnings
{
    /// <param name="shown">What messages call the manifest.</param>
    /// <param name="jobs">The Jobs of all of its files.</param>
    /// <param name="isOrdered">Whether the order of the hooks has been written down.</param>
    public static IEnumerable<string> Of(string shown, IReadOnlyList<ManifestJob> jobs, bool isOrdered)
    {
        var hooks = jobs
            .Select(job => (Name: job.Name ?? job.GenerateName, Hook: ReleaseHook.Of(job.Body)))
            .Where(job => job.Hook is not null)
            .ToList();
        if (hooks.Count > 0 && !isOrdered)
        {
            yield return $"{shown}: {string.Join(", ", hooks.Select(job => $"Job '{job.Name}' is {job.Hook}"))}. "
                + $"Goji waits for no release: it starts {(jobs.Count > 1 ? "all Jobs at once" : "the Job")}, with the next pass. "
                + $"To keep the order of phases and weights, set {SettingNames.Of("Hooks")}, which writes it as the annotation "
                + $"{MarkNames.After}.";
        }

        var deleted = hooks.Where(job => job.Hook!.IsDeletedAtItsEnd).ToList();
        if (deleted.Count > 0)
        {
            yield return $"{shown}: Goji does not delete the finished Jobs of a hook-delete-policy: "
                + $"{string.Join(", ", deleted.Select(job => $"Job '{job.Name}' ({job.Hook!.DeletePolicy})"))}. "
                + "To have them deleted, set spec.ttlSecondsAfterFinished.";
        }
    }
}
