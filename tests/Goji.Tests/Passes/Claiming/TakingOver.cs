using Goji.Passes;

namespace Goji.Tests.Passes.Claiming;

/// <summary>A runner that dies between its claim and the creation leaves the job to others.</summary>
public sealed class TakingOver : PassTest
{
    [Fact]
    public async Task A_young_claim_is_left_to_its_runner()
    {
        await DieAsync(PassStep.Create);

        await PassAfterAsync(30);

        Assert.Equal(["processing/x.yaml"], Jobs());
        Assert.Empty(Created());
    }

    [Fact]
    public async Task An_old_claim_is_taken_over_under_the_same_run_id()
    {
        await DieAsync(PassStep.Create);
        var id = Record("x.yaml").Newest!.Id;

        await PassAfterAsync(61);
        await PassAfterAsync(2);

        Assert.Equal(["succeeded/x.yaml"], Jobs());
        Assert.Equal(["x"], Created());
        Assert.Equal(id, Record("x.yaml").Newest!.Id);
    }

    [Fact]
    public async Task A_Job_whose_creation_was_not_recorded_is_adopted()
    {
        await DieAsync(PassStep.CreateResponse);
        Assert.Equal(["x"], Created());

        await PassAfterAsync(61);

        Assert.Equal(["succeeded/x.yaml"], Jobs());
        Assert.Equal(["x"], Created());
    }

    private async Task DieAsync(PassStep step)
    {
        Queue(("x.yaml", Job("x")));
        await Assert.ThrowsAsync<DeathException>(() => Runner(probe: new Death(step)).ProcessAsync(CancellationToken.None));
    }

    private sealed class Death(PassStep at) : IPassProbe
    {
        public void Before(PassStep step)
        {
            if (step == at)
            {
                throw new DeathException();
            }
        }

        public void After(PassStep step)
        {
        }
    }

    private sealed class DeathException : Exception;
}
