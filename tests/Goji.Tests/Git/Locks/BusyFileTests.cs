using Goji.Git.Locks;

namespace Goji.Tests.Git.Locks;

/// <summary>How files are changed that another program has open.</summary>
public sealed class BusyFileTests
{
    private readonly List<double> pauses = [];
    private int tries;

    [Fact]
    public void Change_is_made_again_on_windows_until_the_other_program_has_closed_the_file()
    {
        Retry(onWindows: true, failures: 3, new UnauthorizedAccessException());

        Assert.Equal([10.0, 20.0, 40.0], pauses);
        Assert.Equal(4, tries);
    }

    [Fact]
    public void File_that_stays_open_is_given_up()
    {
        Assert.Throws<UnauthorizedAccessException>(() => Retry(onWindows: true, failures: int.MaxValue, new UnauthorizedAccessException()));

        Assert.Equal(630, pauses.Sum());
    }

    [Fact]
    public void Other_failures_are_passed_on_at_once()
    {
        Assert.Throws<FileNotFoundException>(() => Retry(onWindows: true, failures: 1, new FileNotFoundException()));

        Assert.Empty(pauses);
    }

    [Fact]
    public void On_other_systems_an_open_file_is_no_reason_to_wait()
    {
        Assert.Throws<UnauthorizedAccessException>(() => Retry(onWindows: false, failures: 1, new UnauthorizedAccessException()));

        Assert.Empty(pauses);
    }

    private void Retry(bool onWindows, int failures, Exception failure) => BusyFile.Retry(
        () =>
        {
            if (tries++ < failures)
            {
                throw failure;
            }
        },
        onWindows,
        pause => pauses.Add(pause.TotalMilliseconds));
}
