using Cake.Core;
using Goji.Cake.Running;

namespace Goji.Cake.Tests;

public sealed class AliasCallTests
{
    public static TheoryData<Exception> Own { get; } = [new GojiException("The push failed."), new GojiUsageException("The folder is taken.")];

    [Theory]
    [MemberData(nameof(Own))]
    public void Failure_of_the_library_becomes_an_exception_of_Cake_with_the_same_message(Exception failure)
    {
        var thrown = Assert.Throws<CakeException>(() => AliasCall.Translated<int>(() => throw failure));

        Assert.Equal((failure.Message, 1), (thrown.Message, thrown.ExitCode));
        Assert.Same(failure, thrown.InnerException);
    }

    [Fact]
    public void Argument_exceptions_are_not_wrapped()
    {
        Assert.Throws<ArgumentNullException>(() => AliasCall.Translated<int>(() => throw new ArgumentNullException("settings")));
    }

    [Fact]
    public void A_missing_native_library_is_reported_with_the_remedy()
    {
        var failure = new TypeInitializationException("LibGit2Sharp.Core.NativeMethods", new DllNotFoundException("Unable to load shared library 'git2'."));

        var thrown = Assert.Throws<CakeException>(() => AliasCall.Translated<int>(() => throw failure));

        Assert.Matches("^The native library of LibGit2Sharp cannot be loaded on '.+': Unable to load shared library 'git2'. Delete the folder tools/Addins, ", thrown.Message);
    }

    [Fact]
    public void An_invalid_value_fails_the_call_before_anything_changes()
    {
        var context = new TestContext { Settings = { ["Goji_Parallelism"] = "many" } };

        var thrown = Assert.Throws<CakeException>(() => context.GojiProcess());

        Assert.StartsWith("The value 'many' of 'Goji_Parallelism' in Cake's configuration is not a whole number of 0 or more.", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(context.Log.Lines);
    }
}
