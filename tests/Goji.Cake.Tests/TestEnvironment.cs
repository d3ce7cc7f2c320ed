using Cake.Core;
using Cake.Core.IO;

namespace Goji.Cake.Tests;

internal sealed class TestEnvironment : ICakeEnvironment
{
    public Dictionary<string, string> Variables { get; } = [];

    public DirectoryPath WorkingDirectory { get; set; } = "/script";

    public DirectoryPath ApplicationRoot => throw new NotSupportedException();

    public ICakePlatform Platform => throw new NotSupportedException();

    public ICakeRuntime Runtime => throw new NotSupportedException();

    public string GetEnvironmentVariable(string variable) => Variables.GetValueOrDefault(variable)!;

    public IDictionary<string, string> GetEnvironmentVariables() => Variables;

    public DirectoryPath GetSpecialPath(SpecialPath path) => throw new NotSupportedException();
}
