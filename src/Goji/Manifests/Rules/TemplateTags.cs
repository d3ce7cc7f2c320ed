namespace Goji.Manifests.Rules;

/// <summary>The tags of the template languages that manifests are rendered from, and the command that renders each.</summary>
internal static class TemplateTags
{
    /// <summary>What Go's templates, and so Helm, write in the place of a value that is missing.</summary>
    private const string NoValue = "<no value>";

    /// <summary>Returns the first tag in a text that no manifest needs outside of scripts; null if there is none.</summary>
    public static string? In(string text) =>
        text.Contains("${{", StringComparison.Ordinal) ? "${{"
        : text.Contains("{{", StringComparison.Ordinal) ? "{{"
        : text.Contains("{%", StringComparison.Ordinal) ? "{%"
        : text.Contains("<%", StringComparison.Ordinal) ? "<%"
        : text.Contains(NoValue, StringComparison.Ordinal) ? NoValue
        : null;

    /// <summary>
    /// Returns the first tag in a value that is a name, in which shells and envsubst replace variables too; null if there is none.
    /// </summary>
    public static string? InName(string text) => In(text)
        ?? (text.Contains("$(", StringComparison.Ordinal) ? "$(" : text.Contains('$', StringComparison.Ordinal) ? "$" : null);

    /// <summary>Returns the first tag in a value that is neither a name nor free text; null if there is none.</summary>
    public static string? InField(string text) => In(text) ?? (text.Contains("${", StringComparison.Ordinal) ? "$" : null);

    /// <summary>Describes the file as a template, and names the command that renders it.</summary>
    public static string Explain(string path, string tag)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (tag == NoValue)
        {
            return $"The template that this was rendered from lacks a value ('{tag}'). Set the value, and queue what its tool then writes, "
                + $"such as: helm template <release> <chart> --values <file> > {name}";
        }

        var (language, command) = tag switch
        {
            "{%" => ("a Jinja template", $"jinja2 {name}"),
            "<%" => ("an ERB template", $"erb {name}"),
            "${{" => (
                "a template of a pipeline, as those of GitHub Actions and Azure Pipelines are", $"sed 's|${{{{ name }}}}|value|' {name}"),
            "$(" => ("a template with variables of kustomize or OpenShift", "kustomize build <folder>"),
            "$" => ("a template with variables", $"envsubst < {name}"),
            _ => ("a template, as Helm's and Go's are", "helm template <release> <chart>"),
        };
        return $"This is {language} that has not been rendered ('{tag}'), and Goji renders none. "
            + $"Queue the file that its tool writes, such as: {command} > rendered-{name}";
    }
}
