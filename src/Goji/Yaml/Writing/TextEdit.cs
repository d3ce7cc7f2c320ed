namespace Goji.Yaml.Writing;

/// <summary>One change of a text.</summary>
/// <param name="Start">Where the text that goes begins.</param>
/// <param name="End">Where it ends; the same for a mere insertion.</param>
/// <param name="Text">What comes in its place.</param>
internal readonly record struct TextEdit(int Start, int End, string Text)
{
    /// <summary>Applies changes that do not overlap.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        foreach (var edit in edits.OrderByDescending(edit => edit.Start).ThenByDescending(edit => edit.End))
        {
            text = string.Concat(text.AsSpan(0, edit.Start), edit.Text, text.AsSpan(edit.End));
        }

        return text;
    }
}
