namespace Goji.Manifests;

/// <summary>Counts what one file comes to, and stops the reading where that is beyond any real manifest.</summary>
internal sealed class ManifestBudget
{
    private int nodes;
    private long characters;

    public void Spend(int document, int line, int length)
    {
        nodes++;
        characters += length;
        if (nodes > ManifestLimits.Nodes)
        {
            throw new ManifestSyntaxException(document, line, 0, $"The file comes to more than {ManifestLimits.Nodes} keys and values, aliases written out. Split it, or use fewer aliases.");
        }

        if (characters > ManifestLimits.Characters)
        {
            throw new ManifestSyntaxException(document, line, 0, $"The file comes to more than {ManifestLimits.Characters / (1024 * 1024)} MiB of text, aliases written out. Split it, or use fewer aliases.");
        }
    }
}
