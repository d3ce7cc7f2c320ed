using Cake.Core;
using Goji.Cake.Running;

namespace Goji.Cake.Tests;

public sealed class AliasCallTests
{
    public static TheoryData<Exception> Own { get; } = [new GojiException("The push failed."), new GojiUsageException("The folder is taken.")];

    [Theory]
    [MemberData(nameof(Own))]
    public void Failures_of_the_library_become_the_hosts_with_their_message_alone(Exception failure)
    {
        var thrown = Assert.Throws<CakeException>(() => AliasCall.Translated<int>(() => throw failure));

        Assert.Equal((failure.Message, 1), (thrown.Message, thrown.ExitCode));
        Assert.Same(failure, thrown.InnerException);
    }

    [Fact]
    public void Mistakes_in_the_callers_code_stay_what_they_are()
    {
        Assert.Throws<ArgumentNullException>(() => AliasCall.Translated<int>(() => throw new ArgumentNullException("settings")));
    }

    [Fact]
    public void A_native_library_that_is_not_there_is_named_with_the_way_out()
    {
        var failure = new TypeInitializationException("LibGit2Sharp.Core.NativeMethods", new DllNotFoundException("Unable to load shared library 'git2'."));

        var thrown = Assert.Throws<CakeException>(() => AliasCall.Translated<int>(() => throw failure));

        Assert.Matches("^The native library of LibGit2Sharp cannot be loaded on '.+': Unable to load shared library 'git2'. Delete the folder tools/Addins, ", thrown.Message);
    }

    [Fact]
    public void A_value_that_cannot_be_read_ends_the_call_before_anything_is_touched()
    {
        var context = new TestContext { Settings = { ["Goji_Parallelism"] = "many" } };

        var thrown = Assert.Throws<CakeException>(() => context.GojiProcess());

        Assert.StartsWith("The value 'many' of 'Goji_Parallelism' in Cake's configuration is not a whole number of 0 or more.", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(context.Log.Lines);
    }
}
