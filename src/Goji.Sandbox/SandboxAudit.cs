using System.Collections.Immutable;

namespace Goji.Sandbox;

/// <summary>The requests that a cluster received, and every Job that it has had, for tests that count them.</summary>
public sealed class SandboxAudit
{
    private readonly Lock gate = new();
    private readonly List<SandboxAuditEntry> entries = [];
    private readonly Dictionary<string, long> requests = new(StringComparer.Ordinal);

    /// <summary>Gets every Job that was created or deleted, in order. Kept in the state file.</summary>
    public IReadOnlyList<SandboxAuditEntry> Jobs
    {
        get
        {
            lock (gate)
            {
                return [.. entries];
            }
        }
    }

    /// <summary>Gets the number of requests since the cluster was opened, under <c>verb resource</c>, such as <c>create jobs</c>.</summary>
    public IReadOnlyDictionary<string, long> Requests
    {
        get
        {
            lock (gate)
            {
                return requests.ToImmutableSortedDictionary(StringComparer.Ordinal);
            }
        }
    }

    internal void Count(string verb, string resource)
    {
        lock (gate)
        {
            var key = $"{verb} {resource}";
            requests[key] = requests.GetValueOrDefault(key) + 1;
        }
    }

    internal void Enter(SandboxAuditEntry entry)
    {
        lock (gate)
        {
            entries.Add(entry);
        }
    }
}
