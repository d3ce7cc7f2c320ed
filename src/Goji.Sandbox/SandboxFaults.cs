using System.Collections.Immutable;

namespace Goji.Sandbox;

/// <summary>The faults of a cluster. They can be switched on and off at any time, from any thread.</summary>
public sealed class SandboxFaults
{
    private readonly Lock gate = new();
    private readonly Dictionary<SandboxFault, int> uses = new(ReferenceEqualityComparer.Instance);
    private readonly Random random;
    private ImmutableArray<SandboxFault> faults = [];

    /// <summary>Initializes a new instance of the <see cref="SandboxFaults"/> class.</summary>
    /// <param name="seed">Decides which calls are befallen where only a share of them is.</param>
    public SandboxFaults(int seed = 1)
    {
        random = new Random(seed);
    }

    /// <summary>Gets the faults that are switched on.</summary>
    public IReadOnlyList<SandboxFault> All => faults;

    /// <summary>Gets or sets a value indicating whether the cluster is down: every call breaks before anything is done.</summary>
    /// <value>False by default.</value>
    public bool IsDown { get; set; }

    /// <summary>Switches a fault on.</summary>
    /// <param name="fault">The fault.</param>
    public void Add(SandboxFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (gate)
        {
            faults = faults.Add(fault);
        }
    }

    /// <summary>Switches one fault off.</summary>
    /// <param name="fault">The fault, as it was added.</param>
    public void Remove(SandboxFault fault)
    {
        lock (gate)
        {
            faults = faults.Remove(fault);
        }
    }

    /// <summary>Switches every fault off; the cluster is up again.</summary>
    public void Clear()
    {
        lock (gate)
        {
            faults = [];
            uses.Clear();
            IsDown = false;
        }
    }

    /// <summary>Draws the faults of one call: any latencies, and at most one other.</summary>
    internal IReadOnlyList<SandboxFault> Draw(string verb, string resource)
    {
        if (faults.IsEmpty)
        {
            return [];
        }

        lock (gate)
        {
            var drawn = new List<SandboxFault>();
            foreach (var fault in faults)
            {
                var isLatency = fault.Kind == SandboxFaultKind.Latency;
                if (Concerns(fault, verb, resource)
                    && (isLatency || drawn.TrueForAll(one => one.Kind == SandboxFaultKind.Latency))
                    && IsTriggered(fault))
                {
                    drawn.Add(fault);
                }
            }

            return drawn;
        }
    }

    private static bool Concerns(SandboxFault fault, string verb, string resource) =>
        (fault.Verb is null || fault.Verb == verb) && (fault.Resource is null || fault.Resource == resource);

    private bool IsTriggered(SandboxFault fault)
    {
        var used = uses.GetValueOrDefault(fault);
        if (used >= fault.Times || (fault.Share < 1 && random.NextDouble() >= fault.Share))
        {
            return false;
        }

        uses[fault] = used + 1;
        return true;
    }
}
