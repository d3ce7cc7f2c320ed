using Cake.Core;

namespace Goji.Cake;

internal static class AliasCall
{
    public static T Run<T>(ICakeContext context, GojiSettings settings, Func<GojiRunner, ResolvedSettings, Task<T>> work) =>
        Translated(() =>
        {
            var log = new CakeGojiLog(context.Log);
            var resolved = ResolvedSettings.From(context, settings);
            using var sandbox = SandboxConnection.For(resolved.SandboxState, log);
            var runner = new GojiRunner(resolved.Options, log, sandbox?.Connection);
            return work(runner, resolved).GetAwaiter().GetResult();
        });

    // Of an exception that ends a build, Cake shows the message and nothing else below diagnostic verbosity.
    internal static T Translated<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception failure) when (failure is GojiException or GojiUsageException)
        {
            throw new CakeException(failure.Message, failure);
        }
    }
}
