using Goji.Passes;

namespace Goji.Chaos.Crashes;

/// <summary>Counts the steps of a pass, and strikes at one of them.</summary>
internal sealed class MomentProbe(Moment? moment, Action strike) : IPassProbe
{
    private int passedBy;
    private int pushes;

    /// <summary>How many pushes were tried.</summary>
    public int Pushes => pushes;

    public void Before(PassStep step)
    {
        if (step is PassStep.ClaimPush or PassStep.RecordPush)
        {
            Interlocked.Increment(ref pushes);
        }

        Pass(step, isAfter: false);
    }

    public void After(PassStep step) => Pass(step, isAfter: true);

    private void Pass(PassStep step, bool isAfter)
    {
        var isMeant = moment is { Step: null, Microseconds: null } || (moment?.Step == step && moment.IsAfter == isAfter);
        if (isMeant && Interlocked.Increment(ref passedBy) == moment!.Skip + 1)
        {
            strike();
        }
    }
}
