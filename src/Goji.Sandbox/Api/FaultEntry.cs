namespace Goji.Sandbox.Api;

/// <summary>
/// One fault as other processes write it. What is absent keeps its default, which the generated reader grants to members with setters
/// alone.
/// </summary>
internal sealed class FaultEntry
{
    public required SandboxFaultKind Kind { get; init; }

    public string? Verb { get; set; }

    public string? Resource { get; set; }

    public double Share { get; set; } = 1;

    public int? Times { get; set; }

    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(1);

    public static FaultEntry From(SandboxFault fault) =>
        new()
        {
            Kind = fault.Kind,
            Verb = fault.Verb,
            Resource = fault.Resource,
            Share = fault.Share,
            Times = fault.Times,
            Delay = fault.Delay,
        };

    public SandboxFault ToFault() => new(Kind) { Verb = Verb, Resource = Resource, Share = Share, Times = Times, Delay = Delay };
}
