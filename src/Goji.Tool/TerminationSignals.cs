using System.Runtime.InteropServices;

namespace Goji.Tool;

/// <summary>Ctrl-C and SIGTERM: the first asks for an orderly end, the second gets an immediate one.</summary>
internal sealed class TerminationSignals : IDisposable
{
    // Not disposed of: a signal may still arrive at the end, and its exception would be unhandled.
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private PosixSignal? received;

    public TerminationSignals() => registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    public CancellationToken Token => source.Token;

    public int ExitCode => received == PosixSignal.SIGTERM ? Tool.ExitCode.Terminated : Tool.ExitCode.Interrupted;

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
    }

    private void Handle(PosixSignalContext context)
    {
        if (received is null)
        {
            received = context.Signal;
            context.Cancel = true;
            source.Cancel();
        }
    }
}
