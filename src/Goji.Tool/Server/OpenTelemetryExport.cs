using System.Collections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Goji.Tool.Server;

/// <summary>
/// Sends traces and metrics by OTLP where the variables of OpenTelemetry ask for it, such as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.
/// </summary>
internal static class OpenTelemetryExport
{
    private const string Prefix = "OTEL_";

    private static readonly string[] Endpoints =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
    ];

    private static string? Version => typeof(GojiRunner).Assembly.GetName().Version?.ToString(3);

    /// <summary>Whether anything is sent.</summary>
    public static bool IsOn => Endpoints.Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));

    public static void Add(IServiceCollection services, IConfigurationBuilder configuration)
    {
        if (!IsOn)
        {
            return;
        }

        // The host reads no variables; those of OpenTelemetry are for its packages alone.
        configuration.AddInMemoryCollection(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => ((string)variable.Key).StartsWith(Prefix, StringComparison.Ordinal))
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value)));
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("goji", serviceVersion: Version))
            .WithTracing(traces => traces.AddSource(GojiDiagnostics.SourceName).AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(GojiDiagnostics.MeterName, "System.Runtime").AddOtlpExporter());
    }
}
