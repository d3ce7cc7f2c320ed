using Goji.Tool;
using Goji.Tool.Commands;
using Goji.Tool.Output;

using var signals = new TerminationSignals();
using var output = Writer(StandardOutput.Open(), Console.IsOutputRedirected);
using var error = Writer(Console.OpenStandardError(), Console.IsErrorRedirected);
var terminal = new Terminal(Console.In, output, error)
{
    Ends = signals.Token,
    IsScreen = ScreenDetection.IsScreen(Console.IsErrorRedirected, Environment.GetEnvironmentVariable)
        && ConsoleSequences.AreUnderstood(),
    HasColours = ScreenDetection.HasColours(Environment.GetEnvironmentVariable),
};
return await GojiCommandLine.RunAsync(args, terminal, signals);

// The console's own writers pass on 256 characters at a time.
static StreamWriter Writer(Stream stream, bool isRedirected) =>
    new(stream, OutputEncoding.Of(OperatingSystem.IsWindows(), isRedirected, Console.OutputEncoding), bufferSize: 16 * 1024);
