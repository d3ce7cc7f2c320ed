namespace Goji.Sandbox;

/// <summary>A fault, and the calls that it applies to.</summary>
/// <param name="Kind">The kind of failure.</param>
public sealed record SandboxFault(SandboxFaultKind Kind)
{
    /// <summary>
    /// Gets the verb of the calls: <c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c>,
    /// <c>deletecollection</c>.
    /// </summary>
    /// <value>Null, the default, for every verb.</value>
    public string? Verb { get; init; }

    /// <summary>Gets the resource of the calls, in the plural and with its subresource, such as <c>jobs</c> or <c>pods/log</c>.</summary>
    /// <value>Null, the default, for every resource.</value>
    public string? Resource { get; init; }

    /// <summary>Gets the share of such calls that go wrong, from 0 to 1.</summary>
    /// <value>1 by default: all of them.</value>
    public double Share { get; init; } = 1;

    /// <summary>Gets how many calls go wrong at most.</summary>
    /// <value>Null, the default, for no limit.</value>
    public int? Times { get; init; }

    /// <summary>Gets the delay of a late answer, the age of a stale list, or the <c>Retry-After</c> of a 429 in whole seconds.</summary>
    /// <value>One second by default.</value>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);
}
