using Goji.Tool;
using Goji.Tool.Commands;

using var signals = new TerminationSignals();
return await GojiCommandLine.RunAsync(args, new Terminal(Console.In, Console.Out, Console.Error) { IsScreen = IsScreen() }, signals);

static bool IsScreen() =>
    !Console.IsErrorRedirected
    && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
    && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))
    && (
        Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb"
            || Environment.GetEnvironmentVariable("WT_SESSION") is not null);
