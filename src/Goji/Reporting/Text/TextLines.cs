using System.Text;

namespace Goji.Reporting.Text;

/// <summary>Lines of a certain width: a text that is longer goes on below, under its own beginning.</summary>
internal sealed class TextLines(int width)
{
    private readonly StringBuilder text = new();

    public int Width => width;

    public void Add(string line) => text.Append(line.TrimEnd()).Append('\n');

    /// <summary>
    /// Breaks between words only: a path or an address that is wider than the line stays whole, so that it can be copied.
    /// </summary>
    public void AddWrapped(string first, string indent, string content)
    {
        var line = new StringBuilder(first);
        var isEmpty = true;
        foreach (var word in content.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                Add(line.ToString());
                line.Clear().Append(indent);
                isEmpty = true;
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }

        Add(line.ToString());
    }

    public override string ToString() => text.ToString();
}
