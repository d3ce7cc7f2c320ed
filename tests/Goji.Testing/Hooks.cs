namespace Goji.Testing;

/// <summary>Hooks of a repository.</summary>
public static class Hooks
{
    /// <summary>Writes a shell script as a hook of an origin, which may run it or not.</summary>
    public static void Write(BareOrigin origin, string name, string script, bool isExecutable = true)
    {
        var path = Path.Combine(origin.Path, "hooks", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (isExecutable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
