namespace Goji.Ports;

/// <summary>
/// Facts about a cluster that runners without access to the namespace kube-system may still read. They prove that two clusters are the
/// same; they never prove that two clusters differ, because namespaces, accounts and keys are replaced during a cluster's life.
/// </summary>
internal sealed record ClusterProofs
{
    private const string KeysEntry = "keys";
    private const int MaxKeys = 8;

    public static ClusterProofs None { get; } = new();

    /// <summary>The ids of the keys that sign the cluster's service account tokens: <c>/openid/v1/jwks</c>.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>UIDs by name: <c>namespaces/jobs</c>, <c>serviceaccounts/jobs/goji</c>.</summary>
    public IReadOnlyDictionary<string, string> Uids { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Reads what <see cref="ToText"/> has written. Any other text, such as the CA's fingerprint that version 1.0.0 wrote there, holds no
    /// proof.
    /// </summary>
    public static ClusterProofs Parse(string? text)
    {
        var uids = new Dictionary<string, string>();
        IReadOnlyList<string> keys = [];
        foreach (var entry in text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (entry.Split('=') is not [var name, var value])
            {
                return None;
            }

            if (name == KeysEntry)
            {
                keys = [.. value.Split(',').Select(Uri.UnescapeDataString)];
            }
            else
            {
                uids[name] = value;
            }
        }

        return new() { Keys = keys, Uids = uids };
    }

    /// <summary>
    /// A UID is unique, so one in common is proof. Where the same name has different UIDs, keys in common prove nothing: clusters may
    /// share them.
    /// </summary>
    public bool ProveSameAs(ClusterProofs other)
    {
        var isContradicted = false;
        foreach (var (name, uid) in Uids)
        {
            if (other.Uids.TryGetValue(name, out var known))
            {
                if (known == uid)
                {
                    return true;
                }

                isContradicted = true;
            }
        }

        return !isContradicted && Keys.Intersect(other.Keys).Any();
    }

    /// <summary>The proofs as one line of text; null where there are none.</summary>
    public string? ToText()
    {
        var entries = Uids.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}").ToList();
        if (Keys.Count > 0)
        {
            entries.Add($"{KeysEntry}={string.Join(',', Keys.Order(StringComparer.Ordinal).Take(MaxKeys).Select(Uri.EscapeDataString))}");
        }

        return entries.Count > 0 ? string.Join(' ', entries) : null;
    }

    public bool Equals(ClusterProofs? other) => other is not null && ToText() == other.ToText();

    public override int GetHashCode() => ToText()?.GetHashCode(StringComparison.Ordinal) ?? 0;
}
