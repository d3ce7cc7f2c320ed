using Cake.Core;
using Cake.Core.IO;

namespace Goji.Cake.Running;

/// <summary>
/// The environment of a script without <c>NO_COLOR</c>, with which Cake sends no escape sequences at all. The variable asks for no colours,
/// and lines can be redrawn without any: see no-color.org.
/// </summary>
internal sealed class ColouredEnvironment(ICakeEnvironment environment) : ICakeEnvironment
{
    private const string NoColour = "NO_COLOR";

    /// <summary>Whether colours are wanted.</summary>
    public bool HasColours => string.IsNullOrEmpty(environment.GetEnvironmentVariable(NoColour));

    public DirectoryPath WorkingDirectory
    {
        get => environment.WorkingDirectory;
        set => environment.WorkingDirectory = value;
    }

    public DirectoryPath ApplicationRoot => environment.ApplicationRoot;

    public ICakePlatform Platform => environment.Platform;

    public ICakeRuntime Runtime => environment.Runtime;

    public DirectoryPath GetSpecialPath(SpecialPath path) => environment.GetSpecialPath(path);

    public string? GetEnvironmentVariable(string variable) =>
        variable == NoColour ? null : environment.GetEnvironmentVariable(variable);

    public IDictionary<string, string> GetEnvironmentVariables() =>
        environment.GetEnvironmentVariables().Where(variable => variable.Key != NoColour).ToDictionary();
}
