using Goji.Model;

namespace Goji.Passes.Cancelling;

/// <summary>Composes the texts of a request to cancel a job, and of its result.</summary>
internal static class CancelText
{
    /// <summary>The longest request in characters that Goji writes or records.</summary>
    public const int MaxLength = 300;

    /// <summary>The text of the annotation: why, and who asked for it.</summary>
    public static string Of(string? reason, string who) =>
        OneLine(string.IsNullOrWhiteSpace(reason) ? $"requested by {who}" : $"{reason.Trim().TrimEnd('.')} (requested by {who})");

    /// <summary>Names the user, the machine and the build that run this process.</summary>
    /// <param name="buildUrl">The address of the build, without credentials; null for none.</param>
    public static string Who(string? buildUrl)
    {
        var who = $"{Environment.UserName} on {Environment.MachineName}";
        return string.IsNullOrWhiteSpace(buildUrl) ? who : $"{who}, {buildUrl}";
    }

    /// <summary>The text of a request as a sentence.</summary>
    public static string Message(string why)
    {
        var line = OneLine(why);
        return line.Length == 0 ? $"The annotation {MarkNames.Cancel} asked for it."
            : line[^1] is '.' or '!' or '?' ? line
            : line + ".";
    }

    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return ShortText.Of(line, MaxLength);
    }
}
