using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Goji.Yaml;

/// <summary>The parser's events one after the other, with its failures in the manifest's terms.</summary>
internal sealed class YamlEvents(string text)
{
    private readonly Parser parser = new(new TolerantScanner(new StringReader(text)));
    private int lastLine = 1;

    /// <summary>The number of the document that the events belong to, from 1; 0 before the first.</summary>
    public int Document { get; private set; }

    /// <summary>Where the newest event ends in the text, in characters.</summary>
    public int End { get; private set; }

    public ParsingEvent Next()
    {
        try
        {
            if (!parser.MoveNext() || parser.Current is not { } current)
            {
                throw new YamlSyntaxException(Document, lastLine, 0, "The file ends in the middle of a document.");
            }

            Document += current is DocumentStart ? 1 : 0;
            lastLine = (int)current.End.Line;
            End = (int)current.End.Index;
            return current;
        }
        catch (YamlException e)
        {
            throw Refuse((int)e.Start.Line, (int)e.Start.Column, Sentence(e.Message), e);
        }
        catch (Exception e) when (e is not YamlSyntaxException and not OutOfMemoryException)
        {
            // The parser throws whatever its code runs into for some texts, such as an InvalidOperationException for lines in brackets that
            // are not indented.
            throw Refuse(
                lastLine,
                0,
                "near this line, the parser could not go on. Look at quotes, escapes and brackets: lines inside of brackets must be "
                    + "indented deeper than the key in front of them.",
                e);
        }
    }

    /// <summary>Whether the line has only blanks before this position, a tab among them.</summary>
    public bool IndentedByTab(Mark mark)
    {
        var tab = false;
        for (var i = Math.Min((int)mark.Index, text.Length) - 1; i >= 0 && text[i] is ' ' or '\t'; i--)
        {
            tab |= text[i] == '\t';
            if (i == 0 || text[i - 1] is '\n' or '\r')
            {
                return tab;
            }
        }

        return false;
    }

    private YamlSyntaxException Refuse(int line, int column, string reason, Exception cause)
        => new(Math.Max(1, Document), line, column, $"This is not YAML: {reason}{Advice(reason)}", cause);

    // These texts are YAML 1.1, which kubectl reads, and which this parser, being stricter, refuses.
    private static string Advice(string reason) => reason switch
    {
        _ when reason.Contains("wrong indentation", StringComparison.Ordinal) => " Indent the text's further lines deeper than its key.",
        _ when reason.Contains("comment", StringComparison.Ordinal) => " Put a space in front of '#'.",
        _ => "",
    };

    private static string Sentence(string message)
    {
        var sentence = message.ReplaceLineEndings(" ").Trim();
        return sentence.EndsWith('.') ? sentence : sentence + ".";
    }
}
