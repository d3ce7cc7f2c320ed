namespace Goji.Passes;

internal sealed class NoProbe : IPassProbe
{
    public static NoProbe Instance { get; } = new();

    public void Before(PassStep step)
    {
    }

    public void After(PassStep step)
    {
    }
}
