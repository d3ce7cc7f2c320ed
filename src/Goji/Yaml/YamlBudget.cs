namespace Goji.Yaml;

/// <summary>Counts what one file comes to, and stops the reading where that is beyond any real manifest.</summary>
internal sealed class YamlBudget
{
    private int nodes;
    private long characters;

    public void Spend(int document, int line, int length)
    {
        nodes++;
        characters += length;
        if (nodes > YamlLimits.Nodes)
        {
            throw new YamlSyntaxException(document, line, 0, $"The file comes to more than {YamlLimits.Nodes} keys and values, aliases written out. Split it, or use fewer aliases.");
        }

        if (characters > YamlLimits.Characters)
        {
            throw new YamlSyntaxException(document, line, 0, $"The file comes to more than {YamlLimits.Characters / (1024 * 1024)} MiB of text, aliases written out. Split it, or use fewer aliases.");
        }
    }
}
