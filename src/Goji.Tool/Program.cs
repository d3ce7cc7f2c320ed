using Goji.Tool;
using Goji.Tool.Commands;

using var signals = new TerminationSignals();
return await GojiCommandLine.RunAsync(args, new Terminal(Console.In, Console.Out, Console.Error), signals);
