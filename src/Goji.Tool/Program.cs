using System.Text;
using Goji.Tool;
using Goji.Tool.Commands;
using Goji.Tool.Output;

using var signals = new TerminationSignals();
using var output = Writer(StandardOutput.Open());
using var error = Writer(Console.OpenStandardError());
var terminal = new Terminal(Console.In, output, error)
{
    IsScreen = ScreenDetection.IsScreen(Console.IsErrorRedirected, Environment.GetEnvironmentVariable),
    HasColours = ScreenDetection.HasColours(Environment.GetEnvironmentVariable),
};
return await GojiCommandLine.RunAsync(args, terminal, signals);

// The console's own writers pass on 256 characters at a time.
static StreamWriter Writer(Stream stream) =>
    new(stream, Console.OutputEncoding is { Preamble.Length: 0 } encoding ? encoding : new UTF8Encoding(false), bufferSize: 16 * 1024);
