using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Goji.Model;
using Goji.Testing;

namespace Goji.Tests.Model;

public sealed class ChildProgramTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    [FactNeeding("sh")]
    public void Input_outputs_and_exit_code_pass_whole()
    {
        var input = new string('x', 1_000_000);

        var result = Run("cat; echo no >&2; exit 3", Long, input);

        Assert.Equal(new ChildResult(3, input, "no\n"), result);
    }

    [FactNeeding("sh")]
    public void Program_that_reads_no_input_ends_as_it_would()
    {
        Assert.Equal(new ChildResult(0, "done\n", ""), Run("exec <&-; echo done", Long, new string('x', 1_000_000)));
    }

    [TheoryNeeding("sh")]
    [InlineData("echo 'Enter password:' >&2; exec sleep 300")]
    [InlineData("echo 'Enter password:' >&2; sleep 300 & exit 0")]
    public void Program_or_child_of_it_that_does_not_end_is_given_up_with_what_it_printed(string script)
    {
        ChildResult result;
        var patience = TimeSpan.FromMilliseconds(200);
        do
        {
            // Under load, the shell may not have printed anything yet.
            result = Run(script, patience);
            patience *= 2;
        }
        while (result.Error.Length == 0 && patience < Long);

        Assert.Equal(new ChildResult(null, "", "Enter password:\n"), result);
    }

    [Fact]
    public void Program_that_is_missing_cannot_be_started()
    {
        Assert.Throws<Win32Exception>(() => ChildProgram.Run(new ProcessStartInfo("goji-no-such-program"), default, Long));
    }

    private static ChildResult Run(string script, TimeSpan patience, string input = "") => ChildProgram.Run(
        new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true },
        Encoding.UTF8.GetBytes(input),
        patience);
}
