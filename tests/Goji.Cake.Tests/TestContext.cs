using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Goji.Cake.Tests;

/// <summary>A context in which what the addin has no business with throws.</summary>
internal sealed class TestContext : ICakeContext
{
    public Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    public TestEnvironment Environment { get; } = new();

    public RecordingLog Log { get; } = new();

    public IFileSystem FileSystem => throw new NotSupportedException();

    public ICakeConfiguration Configuration => new CakeConfiguration(Settings);

    public IGlobber Globber => throw new NotSupportedException();

    public ICakeArguments Arguments => throw new NotSupportedException();

    public IProcessRunner ProcessRunner => throw new NotSupportedException();

    public IRegistry Registry => throw new NotSupportedException();

    public IToolLocator Tools => throw new NotSupportedException();

    public ICakeDataResolver Data => throw new NotSupportedException();

    ICakeEnvironment ICakeContext.Environment => Environment;

    ICakeLog ICakeContext.Log => Log;
}
