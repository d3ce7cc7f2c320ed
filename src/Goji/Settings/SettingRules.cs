using System.Globalization;
using Goji.Model;

namespace Goji.Settings;

/// <summary>What values must be, as the end of a sentence that begins with the setting.</summary>
internal static class SettingRules
{
    /// <summary>The longest time that .NET's timers can wait for, rounded.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    public static string? NotNegative(int value) => value < 0 ? "must be 0 or more" : null;

    public static string? NotNegative(int? value) => value < 0 ? "must be 0 or more" : null;

    public static string? Positive(int value) => value < 1 ? "must be 1 or more" : null;

    public static string? NotNegative(TimeSpan? value) => value < TimeSpan.Zero ? "must be 0s or more" : null;

    public static string? Positive(TimeSpan? value) => value <= TimeSpan.Zero ? "must be more than 0s" : null;

    public static string? PositiveWait(TimeSpan value) =>
        value <= TimeSpan.Zero ? "must be more than 0s" : value > LongestWait ? $"must be at most {SettingTime.Write(LongestWait)}" : null;

    public static string? OneLine(string? value) => value?.Any(char.IsControl) == true ? "must be one line" : null;

    public static string? Trailers(IReadOnlyList<string> values) => values.All(CommitTrailer.Is) ? null
        : $"must be trailers such as 'Signed-off-by: jobs-bot <jobs-bot@example.com>', and "
            + $"'{values.First(value => !CommitTrailer.Is(value))}' is not";

    /// <summary>Limits of the form <c>name=number</c>.</summary>
    public static string? Limits(IReadOnlyList<string> values) => values.All(value =>
        value.LastIndexOf('=') is > 0 and var sign
            && int.TryParse(value[(sign + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? null
            : "must be a list of name=number, such as orders-db=2";

    /// <summary>The name of an object that is also the value of a label.</summary>
    public static string? ObjectName(string? value) => value is null
        || (value.Length is > 0 and <= 63
            && value.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.')
            && char.IsAsciiLetterOrDigit(value[0])
            && char.IsAsciiLetterOrDigit(value[^1]))
            ? null
            : "must be the name of an object: lower case letters, digits, '-' and '.', 63 characters at most";

    /// <summary>The name of a branch, by the rules of <c>git check-ref-format --branch</c>.</summary>
    public static string? Branch(string? value) => value is null
        || (value.Length > 0 && value != "@"
            && !value.Any(letter => letter is <= ' ' or '\u007F' or '~' or '^' or ':' or '?' or '*' or '[' or '\\')
            && !value.Contains("..", StringComparison.Ordinal) && !value.Contains("@{", StringComparison.Ordinal)
            && value[0] != '-' && value[^1] != '.'
            && value.Split('/').All(part => part.Length > 0 && part[0] != '.' && !part.EndsWith(".lock", StringComparison.Ordinal)))
            ? null
            : "must be the name of a branch, which has no blanks, none of '..', '~', '^', ':', '?', '*', '[' and '\\', and no '-' in front";

    public static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? "must not be empty" : null;

    public static string? WebAddress(string? value) =>
        value is null
            || (Uri.TryCreate(value, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo.Length: 0 })
            ? null
            : "must be an http or https address without credentials, such as https://goji.example.com";

    /// <summary>Targets of messages.</summary>
    public static string? Targets(IReadOnlyList<NotificationTarget> targets) =>
        targets.GroupBy(target => target.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"has two targets with the name '{twice.Key}'"
        : targets.Select(Target).FirstOrDefault(problem => problem is not null);

    private static string? Target(NotificationTarget target) =>
        target.Name.Length == 0 || !target.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? $"has a target '{target.Name}': a name has letters, digits, '-', '_' and '.'"
        : (target.Address is null) == (target.AddressFrom is null)
            ? $"has a target '{target.Name}' that needs one of Address and AddressFrom (address, addressFrom)"
        : WebAddress(target.Address) is { } wrong ? $"has a target '{target.Name}' whose address {wrong}"
        : target.States.Contains(JobState.Queued) ? $"has a target '{target.Name}' with the state queued, which is not reported"
        : target.LogLines < 0 ? $"has a target '{target.Name}' with fewer than 0 log lines"
        : null;

    /// <summary>A name or address in a commit, which git ends at these characters.</summary>
    public static string? InCommit(string value) =>
        string.IsNullOrWhiteSpace(value) ? "must not be empty"
        : value.Any(letter => letter is '<' or '>' || char.IsControl(letter)) ? "must not contain '<', '>' or line breaks"
        : null;
}
