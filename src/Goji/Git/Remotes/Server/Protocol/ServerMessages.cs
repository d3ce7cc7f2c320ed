using System.Text;
using System.Text.RegularExpressions;

namespace Goji.Git.Remotes.Server.Protocol;

/// <summary>The messages of a server for people: the output of its hooks, and its reasons.</summary>
internal sealed partial class ServerMessages
{
    private const int MaxLength = 4096;
    private const int MaxLines = 20;
    private readonly StringBuilder text = new();

    /// <summary>The last lines, without control characters, in one line.</summary>
    public string Text => Plain(text.ToString());

    public void Add(string words)
    {
        lock (text)
        {
            text.Append(words);
            if (text.Length > MaxLength)
            {
                text.Remove(0, text.Length - MaxLength);
            }
        }
    }

    public static string Plain(string words)
    {
        var lines = TerminalSequence()
            .Replace(words, "")
            .Split(['\n', '\r'])
            .Select(line => ControlCharacter().Replace(line, " ").Trim())
            .Where(line => line.Length > 0)
            .TakeLast(MaxLines);
        return string.Join(" ", lines).TrimEnd('.');
    }

    /// <summary>The failure that a server's own error message reports.</summary>
    public static RemoteFailureException Error(string words)
    {
        var plain = Plain(words);
        return PushRefusal.IsTemporary(plain)
            ? RemoteFailureException.TryAgain(plain, "The remote may be busy for a moment: try again.")
            : RemoteFailureException.PersonActs(
                plain, "Check the address, and whether the credentials or the key may use this repository.");
    }

    [GeneratedRegex(@"\e(\[[0-?]*[ -/]*[@-~]|\][^\a\e]*(\a|\e\\)?)")]
    private static partial Regex TerminalSequence();

    [GeneratedRegex(@"\p{Cc}|\p{Cf}")]
    private static partial Regex ControlCharacter();
}
