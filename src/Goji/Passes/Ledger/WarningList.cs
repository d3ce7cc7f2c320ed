namespace Goji.Passes.Ledger;

/// <summary>The warnings of a pass, each logged and reported once.</summary>
internal sealed class WarningList(IGojiLog log)
{
    private readonly List<string> texts = [];
    private readonly HashSet<string> known = [];

    /// <summary>The sentences, in the order in which they came.</summary>
    public IReadOnlyList<string> Texts => texts;

    public void Add(PassWarning warning)
    {
        if (known.Add(warning.Subject ?? warning.Text))
        {
            texts.Add(warning.Text);
            log.Write(GojiLogLevel.Warning, "{0}", warning.Text);
        }
    }
}
