using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Goji.Tests.Passes;

public sealed class TracesAndMetrics : PassTest
{
    [Fact]
    public async Task A_pass_is_a_tree_of_activities_and_is_measured()
    {
        Queue(("migrate.yaml", Job("migrate")));
        var activities = new ConcurrentBag<Activity>();
        var measured = new ConcurrentBag<string>();
        using var root = new Activity("test").Start();
        using var tracing = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GojiDiagnostics.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Add,
        };
        using var metering = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == GojiDiagnostics.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        ActivitySource.AddActivityListener(tracing);
        metering.SetMeasurementEventCallback<double>((instrument, _, _, _) => measured.Add(instrument.Name));
        metering.Start();

        await PassAsync();

        var own = activities.Where(activity => activity.TraceId == root.TraceId).ToList();
        Assert.Equal(
            ["goji.claim", "goji.cluster.call", "goji.decide", "goji.fetch", "goji.observe", "goji.pass", "goji.push", "goji.record", "goji.start"],
            own.Select(activity => activity.OperationName).Distinct().Order(StringComparer.Ordinal));
        var pass = Assert.Single(own, activity => activity.OperationName == "goji.pass");
        Assert.Equal(root.SpanId, pass.ParentSpanId);
        Assert.Equal(pass.SpanId, Assert.Single(own, activity => activity.OperationName == "goji.claim").ParentSpanId);
        Assert.Contains("goji.pass.duration", measured);
        Assert.Contains("goji.cluster.call.duration", measured);
    }
}
