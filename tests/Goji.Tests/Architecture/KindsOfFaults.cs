namespace Goji.Tests.Architecture;

/// <summary>The table of tests/KINDS.md.</summary>
public sealed class KindsOfFaults
{
    [Fact]
    public void Every_test_of_the_table_exists()
    {
        var tests = Path.Combine(ProjectFolder.Path, "tests");
        var sources = Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
            .GroupBy(file => Path.GetFileNameWithoutExtension(file)!)
            .ToDictionary(files => files.Key, files => string.Concat(files.Select(File.ReadAllText)));
        var names = File.ReadLines(Path.Combine(tests, "KINDS.md")).Where(line => line.EndsWith("` |", StringComparison.Ordinal))
            .Select(line => line.Split('`')[^2].Split('.'))
            .ToList();

        Assert.True(names.Count > 50);
        Assert.All(names, name => Assert.True(
            sources.TryGetValue(name[0], out var source) && name.Length == 2 && source.Contains($" {name[1]}(", StringComparison.Ordinal),
            $"There is no test {string.Join('.', name)}."));
    }
}
