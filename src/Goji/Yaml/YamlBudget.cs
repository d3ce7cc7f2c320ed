namespace Goji.Yaml;

/// <summary>Counts the size of one file with its aliases expanded, and stops reading when it exceeds that of any real manifest.</summary>
internal sealed class YamlBudget
{
    private int nodes;
    private long characters;

    public void Consume(int document, int line, int length)
    {
        nodes++;
        characters += length;
        if (nodes > YamlLimits.Nodes)
        {
            throw new YamlSyntaxException(
                document,
                line,
                0,
                $"The file has more than {YamlLimits.Nodes} keys and values with its aliases expanded. Split it, or use fewer aliases.");
        }

        if (characters > YamlLimits.Characters)
        {
            throw new YamlSyntaxException(
                document,
                line,
                0,
                $"The file has more than {YamlLimits.Characters / (1024 * 1024)} MiB of text with its aliases expanded. Split it, or use "
                    + $"fewer aliases.");
        }
    }
}
