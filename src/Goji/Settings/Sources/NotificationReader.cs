using Goji.Model;

namespace Goji.Settings.Sources;

/// <summary>Reads the targets of messages from the configuration file.</summary>
internal static class NotificationReader
{
    private const string Form = "a list of targets, each with a name, a kind and an address";

    private static readonly string[] Keys = ["name", "kind", "address", "addressFrom", "secretFrom", "states", "paths", "logLines"];

    /// <exception cref="FormatException">The value has another form; the message names the right one.</exception>
    public static IReadOnlyList<NotificationTarget> Read(ConfigNode node) =>
        [.. (node.Items ?? throw new FormatException(Form)).Select(ReadTarget)];

    private static NotificationTarget ReadTarget(ConfigNode node)
    {
        var fields = node.Fields?.ToDictionary(field => field.Key.Text ?? "", field => field.Value, StringComparer.Ordinal)
            ?? throw new FormatException(Form);
        if (fields.Keys.Except(Keys).FirstOrDefault() is { } stranger)
        {
            var near = SpellingSuggestion.Nearest(stranger, Keys);
            throw new FormatException(
                $"{Form}; '{stranger}' in line {node.Line} is not a field of a target{(near is null ? "" : $", did you mean '{near}'?")}");
        }

        if (fields.ContainsKey("address") && Text(fields, "kind")?.ToLowerInvariant() is "slack" or "teams")
        {
            throw new FormatException(
                $"{Form}; the address of the one in line {node.Line} is a secret: "
                    + "name the environment variable that holds it with addressFrom");
        }

        var defaults = new NotificationTarget { Name = "", Kind = default };
        return new()
        {
            Name = Text(fields, "name") ?? throw new FormatException($"{Form}; the one in line {node.Line} has no name"),
            Kind = Text(fields, "kind") is { } kind
                ? SettingForms.OneOf<NotificationKind>().Read(kind)
                : throw new FormatException($"{Form}; the one in line {node.Line} has no kind"),
            Address = Text(fields, "address"),
            AddressFrom = Text(fields, "addressFrom"),
            SecretFrom = Text(fields, "secretFrom"),
            States = fields.TryGetValue("states", out var states)
                ? SettingForms.SomeOf<JobState>().Read(string.Join(',', Texts(states))) : defaults.States,
            Paths = fields.TryGetValue("paths", out var paths) ? Texts(paths) : defaults.Paths,
            LogLines = Text(fields, "logLines") is { } lines ? SettingForms.Number.Read(lines) : defaults.LogLines,
        };
    }

    private static string? Text(Dictionary<string, ConfigNode> fields, string name) =>
        !fields.TryGetValue(name, out var value) || value.IsEmpty
        ? null
        : value.Text ?? throw new FormatException($"{Form}; '{name}' in line {value.Line} is not a text");

    private static IReadOnlyList<string> Texts(ConfigNode node) =>
        node.Texts ?? (node.Text is { } text ? [text] : throw new FormatException(Form));
}
