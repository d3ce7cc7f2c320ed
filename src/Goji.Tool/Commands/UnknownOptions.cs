using System.CommandLine;
using System.CommandLine.Parsing;

namespace Goji.Tool.Commands;

/// <summary>Options that a command does not have. The parser would read them as file names.</summary>
internal static class UnknownOptions
{
    /// <summary>An error for each argument before <c>--</c> that begins with a dash.</summary>
    public static IReadOnlyList<string> In(ParseResult line)
    {
        var files = line.CommandResult.Command.Arguments
            .SelectMany(argument => line.GetResult(argument)?.Tokens ?? [])
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return
        [
            .. line.Tokens
                .TakeWhile(token => token.Type != TokenType.DoubleDash)
                .Where(token => token.Value is ['-', _, ..] && files.Contains(token))
                .Select(token => $"Unrecognized command or argument '{token.Value}'. "
                    + $"If it is the name of a file, write './{token.Value}' or put '--' before it."),
        ];
    }
}
