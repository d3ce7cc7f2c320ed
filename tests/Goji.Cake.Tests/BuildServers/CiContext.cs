using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Goji.Testing;

namespace Goji.Cake.Tests.BuildServers;

/// <summary>A script's context in a build: its own environment variables, real files, and programs that are recorded instead of started.</summary>
internal sealed class CiContext(TemporaryDirectory place) : ICakeContext
{
    public TestEnvironment Environment { get; } = new() { WorkingDirectory = place.Path };

    public Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    public RecordingLog Log { get; } = new();

    public RecordingProcesses Processes { get; } = new();

    public IFileSystem FileSystem { get; } = new FileSystem();

    public ICakeConfiguration Configuration => new CakeConfiguration(Settings);

    public IGlobber Globber => throw new NotSupportedException();

    public ICakeArguments Arguments => throw new NotSupportedException();

    public IProcessRunner ProcessRunner => Processes;

    public IRegistry Registry => throw new NotSupportedException();

    public IToolLocator Tools => throw new NotSupportedException();

    public ICakeDataResolver Data => throw new NotSupportedException();

    ICakeEnvironment ICakeContext.Environment => Environment;

    ICakeLog ICakeContext.Log => Log;
}
