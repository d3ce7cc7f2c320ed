using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goji.Model;

namespace Goji.Manifests;

/// <summary>
/// Reads the annotations that control when a job file may start. An invalid one is a finding: a job never starts by accident.
/// </summary>
internal static class SteeringReader
{
    private const int MaxGroupLength = 63;

    // The offset is required: without one, runners in different time zones would start the job at different times.
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <param name="path">The path of the job file below its state folder.</param>
    /// <param name="entry">The Job.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static JobSteering Read(string path, ManifestEntry entry, JsonObject metadata, List<ManifestFinding> findings)
    {
        SteeringNames.Check(entry, metadata, findings);
        if (metadata["annotations"] is not JsonObject annotations)
        {
            return JobSteering.None;
        }

        return new()
        {
            Cancel = Cancel(annotations),
            After = After(path, Text(annotations, MarkNames.After), entry, findings),
            Groups = Group(Text(annotations, MarkNames.Group), entry, findings),
            Priority = Priority(Text(annotations, MarkNames.Priority), entry, findings),
            NotBefore = Time(annotations, MarkNames.NotBefore, entry, findings),
            Expires = Time(annotations, MarkNames.Expires, entry, findings),
        };
    }

    private static string? Text(JsonObject annotations, string name) => annotations[name] switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        null => null,

        // The API server accepts strings alone, and refuses the others in its own words.
        var other => other.ToJsonString(),
    };

    /// <summary>The annotation alone is a request, whatever its text; <c>false</c> is none.</summary>
    private static string? Cancel(JsonObject annotations) =>
        !annotations.ContainsKey(MarkNames.Cancel) ? null
        : Text(annotations, MarkNames.Cancel)?.Trim() is { Length: > 0 } why
            ? (why.Equals("false", StringComparison.OrdinalIgnoreCase) ? null : why)
        : "";

    private static string[] After(string path, string? text, ManifestEntry entry, List<ManifestFinding> findings)
    {
        var names = text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (text is not null && names.Length == 0)
        {
            findings.Add(
                entry.Finding(
                    $"The annotation {MarkNames.After} names no job file. Write paths below the state folder, such as 'migrate.yaml, "
                        + $"team-a/seed.yaml'."));
        }

        if (names.Contains(path))
        {
            findings.Add(
                entry.Finding(
                    $"The annotation {MarkNames.After} names the file itself, which would never start. Remove '{path}' from it."));
        }

        return names;
    }

    private static IReadOnlyList<string> Group(string? text, ManifestEntry entry, List<ManifestFinding> findings)
    {
        if (text is null)
        {
            return [];
        }

        if (text.Length is 0 or > MaxGroupLength
            || text.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.' or '/')))
        {
            findings.Add(entry.Finding(
                $"The annotation {MarkNames.Group} is '{text}'. A group's name takes letters, digits, '-', '_', '.' and '/', and "
                    + $"{MaxGroupLength} characters at most."));
        }

        return [text];
    }

    private static int Priority(string? text, ManifestEntry entry, List<ManifestFinding> findings)
    {
        if (text is null)
        {
            return 0;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var priority))
        {
            return priority;
        }

        findings.Add(entry.Finding($"The annotation {MarkNames.Priority} is '{text}'. "
            + $"Write a whole number in quotes, such as \"10\"; higher ones start first."));
        return 0;
    }

    private static DateTimeOffset? Time(JsonObject annotations, string name, ManifestEntry entry, List<ManifestFinding> findings)
    {
        if (Text(annotations, name) is not { } text)
        {
            return null;
        }

        var offset = text.EndsWith('Z') || text.EndsWith('z') ? text[..^1] + "+00:00" : text;
        if (DateTimeOffset.TryParseExact(offset, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time.ToUniversalTime();
        }

        findings.Add(
            entry.Finding(
                $"The annotation {name} is '{text}'. Write a time of RFC 3339 in quotes, such as \"2026-11-28T02:00:00Z\" or "
                    + $"\"2026-11-28T02:00:00+01:00\"."));
        return null;
    }
}
