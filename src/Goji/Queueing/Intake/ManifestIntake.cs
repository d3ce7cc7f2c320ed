using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Queueing.Intake;

/// <summary>Makes job files of a manifest, according to the options.</summary>
internal sealed class ManifestIntake(QueueOptions options, IGojiLog log)
{
    /// <exception cref="ManifestException">The manifest is not YAML or JSON.</exception>
    /// <exception cref="GojiUsageException">The manifest has no name.</exception>
    public IReadOnlyList<ManifestFile> Take(ManifestFile file)
    {
        if (options.Clean)
        {
            file = Clean(file);
        }

        return options.Split || options.Hooks ? Split(file)
            : file.IsNamed ? [file]
            : throw new GojiUsageException(
                $"Standard input has no file name. Set {SettingNames.Of("Name")}, such as: goji queue - --name migrate.yaml");
    }

    private ManifestFile Clean(ManifestFile file)
    {
        var lines = new List<string>();
        var cleaned = new ManifestText(file).Changed(
            ServerAddedFields.Drop, (before, after) => lines.AddRange(FieldDifference.Of(before, after)));
        log.Write(
            GojiLogLevel.Information,
            "{0}",
            lines.Count == 0
                ? $"{file.Shown} carries nothing that an API server added."
                : $"{file.Shown} without what the API server added:\n  {string.Join("\n  ", lines)}");
        return cleaned;
    }

    private List<ManifestFile> Split(ManifestFile file)
    {
        var documents = DocumentSplit.Read(new ManifestText(file));
        if (options.Hooks)
        {
            (documents, var leftOut) = HookOrder.Select(file.Shown, documents);
            foreach (var document in leftOut)
            {
                log.Write(
                    GojiLogLevel.Warning,
                    "{0}: {1} '{2}' is {3} and is left out: no release applies it.", file.Shown, document.Kind, document.Name,
                    Manifests.Hooks.ReleaseHook.Of(document.Body)!);
            }
        }

        var names = new SplitNames(file);
        var groups = DocumentSplit.Group(documents).Select(group => (Path: names.Of(group.Job), group.Job, group.Documents)).ToList();
        if (groups.Count == 0)
        {
            // The check of the manifest names what it holds in place of Jobs.
            return [file];
        }

        var order = options.Hooks ? HookOrder.Order(groups.Select(group => (group.Path, group.Job))) : null;
        return
        [
            .. groups.Select(group => Steered(
                file with
                {
                    Name = group.Path,
                    Content = DocumentSplit.Content(group.Documents),
                    IsNamed = true,
                    Shown = $"{file.Shown} ({group.Job.Name})",
                },
                order?[group.Path] ?? [])),
        ];
    }

    private static ManifestFile Steered(ManifestFile file, IReadOnlyList<string> after) =>
        after.Count == 0 ? file : new ManifestText(file).Changed((kind, body) => AddSteering(kind, body, after));

    private static void AddSteering(string kind, JsonObject body, IReadOnlyList<string> after)
    {
        if (kind == "Job")
        {
            HookOrder.Write(body, after);
        }
    }
}
