namespace Goji.Passes.Ledger;

/// <summary>The warnings of a pass, each logged and reported once.</summary>
internal sealed class WarningList(IGojiLog log)
{
    private readonly List<string> texts = [];
    private readonly HashSet<string> known = [];

    /// <summary>The sentences, in the order in which they came.</summary>
    public IReadOnlyList<string> Texts => texts;

    /// <summary>Adds the warnings of one step: those of one cause become one warning with their number.</summary>
    public void Add(IEnumerable<PassWarning> warnings)
    {
        foreach (var cause in warnings.GroupBy(warning => warning.Cause ?? warning.Subject ?? warning.Text))
        {
            var (first, count) = (cause.First(), cause.Count());
            Add(count == 1 || first.ForMany is null ? first : new(first.ForMany(count)));
        }
    }

    public void Add(PassWarning warning)
    {
        if (known.Add(warning.Subject ?? warning.Text))
        {
            texts.Add(warning.Text);
            log.Write(GojiLogLevel.Warning, "{0}", warning.Text);
        }
    }
}
