using Goji.Passes;

namespace Goji.Tests.Passes.Cancelling;

/// <summary>Does something once, before or after a step of a pass.</summary>
internal sealed class At(PassStep step, Action act, bool after = false) : IPassProbe
{
    private int done;

    public void Before(PassStep current) => Act(current, !after);

    public void After(PassStep current) => Act(current, after);

    private void Act(PassStep current, bool isTime)
    {
        if (current == step && isTime && Interlocked.Exchange(ref done, 1) == 0)
        {
            act();
        }
    }
}
