using Goji.Ports;
using Goji.Reporting;

namespace Goji.Git.Clone;

/// <summary>The commits at which a shallow clone's history ends.</summary>
/// <remarks>libgit2 forgets them when it fetches into a shallow clone, which leaves a clone with missing parents. So they are put aside before, and put back after, or by the next run.</remarks>
internal sealed class ShallowBoundary(string commonFolder)
{
    private readonly string file = Path.Combine(commonFolder, "shallow");
    private readonly string aside = Path.Combine(commonFolder, "goji", "shallow");

    public string Read() => File.Exists(file) ? File.ReadAllText(file) : "";

    public void PutAside()
    {
        if (File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
            Replace(aside, File.ReadAllText(file));
        }
    }

    public void PutBack()
    {
        if (!File.Exists(aside))
        {
            return;
        }

        var lines = File.ReadAllLines(aside).Concat(File.Exists(file) ? File.ReadAllLines(file) : []).Where(line => line.Length > 0).Distinct();
        Replace(file, string.Concat(lines.Select(line => line + "\n")));
        File.Delete(aside);
    }

    private static void Replace(string path, string content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }
}
