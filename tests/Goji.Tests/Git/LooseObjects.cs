namespace Goji.Tests.Git;

/// <summary>The files that git keeps single objects in.</summary>
internal static class LooseObjects
{
    /// <summary>Copies one object and nothing that it names, as whoever is killed between two objects does.</summary>
    public static void Copy(string from, string to, string id)
    {
        var file = Path.Combine("objects", id[..2], id[2..]);
        Directory.CreateDirectory(Path.Combine(to, "objects", id[..2]));
        File.Copy(Path.Combine(from, file), Path.Combine(to, file));
    }
}
