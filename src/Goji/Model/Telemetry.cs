using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Goji.Model;

/// <summary>Traces and metrics. They cost almost nothing without a listener.</summary>
internal static class Telemetry
{
    private static readonly ActivitySource Source = new(GojiDiagnostics.SourceName);
    private static readonly Meter Meter = new(GojiDiagnostics.MeterName);

    /// <summary>Pushes that were made again.</summary>
    public static Counter<long> PushRetries { get; } =
        Meter.CreateCounter<long>(
            "goji.push.retries", "{push}", "Pushes that were repeated: another push came first, or the remote did not answer.");

    private static Histogram<double> PassDuration { get; } = Meter.CreateHistogram<double>(
        "goji.pass.duration", "s", "The duration of passes.");

    private static Histogram<double> CallDuration { get; } = Meter.CreateHistogram<double>(
        "goji.cluster.call.duration", "s", "The duration of requests to the API server.");

    /// <summary>Begins an activity; disposing it ends it. Null without a listener.</summary>
    public static Activity? Begin(string name) => Source.StartActivity(name);

    /// <summary>Runs a pass as an activity, and measures it.</summary>
    public static Task<T> PassAsync<T>(Func<Task<T>> work) => MeasureAsync("goji.pass", PassDuration, default, work);

    /// <summary>Makes a request as an activity, and measures it.</summary>
    public static Task<T> CallAsync<T>(HttpMethod method, Func<Task<T>> work) =>
        MeasureAsync("goji.cluster.call", CallDuration, new("http.request.method", method.Method), work);

    private static async Task<T> MeasureAsync<T>(
        string name, Histogram<double> duration, KeyValuePair<string, object?> tag, Func<Task<T>> work)
    {
        using var activity = Source.StartActivity(name, ActivityKind.Client);
        if (tag.Key is not null)
        {
            activity?.SetTag(tag.Key, tag.Value);
        }

        var began = Stopwatch.GetTimestamp();
        var outcome = "succeeded";
        try
        {
            return await work();
        }
        catch (Exception failure)
        {
            outcome = failure is OperationCanceledException ? "cancelled" : "failed";
            activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
            throw;
        }
        finally
        {
            if (duration.Enabled)
            {
                var tags = new TagList { { "outcome", outcome } };
                if (tag.Key is not null)
                {
                    tags.Add(tag);
                }

                duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
            }
        }
    }
}
