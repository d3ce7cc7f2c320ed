namespace Goji;

/// <summary>The names under which Goji publishes traces and metrics through <c>System.Diagnostics</c>.</summary>
/// <remarks>
/// The activities are <c>goji.pass</c> and, below it, <c>goji.fetch</c>, <c>goji.decide</c>, <c>goji.claim</c>, <c>goji.start</c>,
/// <c>goji.observe</c>, <c>goji.record</c>, <c>goji.push</c> and <c>goji.cluster.call</c>. The metrics are the histograms
/// <c>goji.pass.duration</c> and <c>goji.cluster.call.duration</c>, in seconds, and the counter <c>goji.push.retries</c>. With
/// OpenTelemetry: <c>AddSource(GojiDiagnostics.SourceName)</c> and <c>AddMeter(GojiDiagnostics.MeterName)</c>.
/// </remarks>
public static class GojiDiagnostics
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string SourceName = "Goji";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "Goji";
}
