using System.Runtime.InteropServices;
using Cake.Core;
using Goji.Cake.Configuration;
using Goji.Cake.Reporting;

namespace Goji.Cake.Running;

/// <summary>One call of an alias: what it works with, and how its failures reach the build.</summary>
internal sealed record AliasCall(
    GojiRunner Runner,
    ResolvedSettings Settings,
    IGojiLog Log,
    PassReporting Reporting,
    IProgress<GojiProgress>? Progress)
{
    public static T Run<T>(ICakeContext context, GojiSettings settings, Func<AliasCall, CancellationToken, Task<T>> work) =>
        Translated(() =>
        {
            var log = new CakeGojiLog(context.Log);
            var resolved = ResolvedSettings.From(context, settings);
            var reporting = PassReporting.For(context, resolved);
            using var sandbox = SandboxConnection.For(resolved.SandboxState, log);

            // Not disposed of: a signal may still arrive after the call has ended, and its exception would be unhandled.
            var cancellation = new CancellationTokenSource();
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
            using var live = LiveConsole.For(context, resolved.Options, log);
            var runner = new GojiRunner(resolved.Options, live ?? (IGojiLog)log, sandbox?.Connection) { Output = live };
            return work(new(runner, resolved, log, reporting, live), cancellation.Token).GetAwaiter().GetResult();

            void Cancel(PosixSignalContext signal)
            {
                // The first signal lets the pass write down what it has started. A second one ends the process as ever.
                signal.Cancel = !cancellation.IsCancellationRequested;
                cancellation.Cancel();
            }
        });

    // Of an exception that ends a build, Cake shows the message and nothing else below diagnostic verbosity.
    internal static T Translated<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (GojiException failure)
        {
            throw new CakeException(failure.Message, failure);
        }
        catch (TypeInitializationException failure) when (failure.TypeName.StartsWith("LibGit2Sharp.", StringComparison.Ordinal))
        {
            throw new CakeException(
                $"The native library of LibGit2Sharp cannot be loaded on '{RuntimeInformation.RuntimeIdentifier}': " +
                $"{failure.GetBaseException().Message.Trim()} " +
                "Delete the folder tools/Addins, so that Cake unpacks it anew. If that does not help, this system is not among those that "
                    + "LibGit2Sharp.NativeBinaries is built for.",
                failure);
        }
        catch (OperationCanceledException failure)
        {
            throw new CakeException(
                "Goji was cancelled. The Jobs that it has started are recorded, and the next pass continues from there.",
                failure);
        }
    }
}
