using System.Text;

namespace Goji.Notifications.Messages;

/// <summary>Log lines in a message.</summary>
internal static class MessageLog
{
    /// <summary>The lines, the end of them where they are too long, without control characters.</summary>
    public static string Of(IReadOnlyList<string> lines, int most)
    {
        var text = new StringBuilder();
        foreach (var letter in string.Join('\n', lines))
        {
            text.Append(letter == '\n' || !char.IsControl(letter) ? letter : ' ');
        }

        var whole = text.ToString();
        if (whole.Length <= most)
        {
            return whole;
        }

        var start = whole.Length - most;
        return $"...{whole[(char.IsLowSurrogate(whole[start]) ? start + 1 : start)..]}";
    }
}
