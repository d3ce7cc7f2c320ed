namespace Goji.Testing;

/// <summary>Hooks of a repository.</summary>
public static class Hooks
{
    /// <summary>Writes a shell script as a hook of an origin.</summary>
    public static void Write(BareOrigin origin, string name, string script)
    {
        var path = Path.Combine(origin.Path, "hooks", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
