namespace Goji.Reporting.Text;

/// <summary>Gives each job a colour of its own, in turn, while there are enough.</summary>
internal sealed class JobColours
{
    // Cyan, yellow, magenta, green, blue and their bright variants: red is for errors.
    private static readonly string[] Sequences =
    [
        "\e[36m", "\e[33m", "\e[35m", "\e[32m", "\e[34m",
        "\e[96m", "\e[93m", "\e[95m", "\e[92m", "\e[94m",
    ];

    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>The sequence that begins the colour of a job.</summary>
    public string Of(string file)
    {
        if (!known.TryGetValue(file, out var sequence))
        {
            known[file] = sequence = Sequences[known.Count % Sequences.Length];
        }

        return sequence;
    }
}
