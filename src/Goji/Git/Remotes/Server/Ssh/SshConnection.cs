using System.ComponentModel;
using System.Diagnostics;
using Goji.Git.Remotes.Server.Protocol;
using Goji.Model;

namespace Goji.Git.Remotes.Server.Ssh;

/// <summary>One session with a git service over the ssh program.</summary>
internal sealed class SshConnection : IServerConnection
{
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(2);
    private readonly ProcessStartInfo start;
    private readonly string program;
    private readonly ServerSession session;
    private readonly ServerMessages words = new();
    private Process? process;
    private Task errors = Task.CompletedTask;
    private PacketReader? packets;

    public SshConnection(ProcessStartInfo start, string program, ServerSession session)
    {
        this.start = start;
        this.program = program;
        this.session = session;
    }

    public bool IsStateless => false;

    public Task<PacketReader> OpenServiceAsync()
    {
        try
        {
            process = ChildProgram.Start(start);
        }
        catch (Win32Exception failure)
        {
            throw RemoteFailureException.PersonActs(
                $"the program '{program}' could not be started: {failure.Message}",
                "Install OpenSSH, or name another program in GIT_SSH_COMMAND.", failure);
        }

        errors = ReadErrorsAsync(process);
        packets = new PacketReader(process.StandardOutput.BaseStream, session);
        return Task.FromResult(packets);
    }

    public async Task<PacketReader> RequestAsync(byte[] message, string? pack = null)
    {
        var input = process!.StandardInput.BaseStream;
        await input.WriteAsync(message, session.Token);
        if (pack is not null)
        {
            await PackFile.SendAsync(pack, input, session, session.Token);
        }

        await input.FlushAsync(session.Token);
        return packets!;
    }

    public async Task EndServiceAsync()
    {
        var input = process!.StandardInput.BaseStream;
        await input.WriteAsync("0000"u8.ToArray(), session.Token);
        await input.FlushAsync(session.Token);
    }

    public async Task<RemoteFailureException> ExplainAsync(Exception failure)
    {
        // What ssh prints comes after the end of the stream, if it comes at all.
        await Task.WhenAny(errors, Task.Delay(Ending, TimeProvider.System, CancellationToken.None));
        return SshFailure.Of(words.Text, failure);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null)
        {
            return;
        }

        try
        {
            session.Token.ThrowIfCancellationRequested();
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(Ending, TimeProvider.System);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or InvalidOperationException)
        {
            ChildProgram.Kill(process);
        }

        process.Dispose();
    }

    private async Task ReadErrorsAsync(Process running)
    {
        try
        {
            while (await running.StandardError.ReadLineAsync(CancellationToken.None) is { } line)
            {
                words.Add(line + "\n");
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The session is over.
        }
    }
}
