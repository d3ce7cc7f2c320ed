namespace Goji.Chaos.Steering;

/// <summary>A job file of the race.</summary>
/// <param name="Path">Its path below the state folder.</param>
/// <param name="Group">Its group; null for none.</param>
/// <param name="After">The file that must have succeeded first; null for none.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="IsEndless">Whether its Job ends only when it is cancelled.</param>
internal sealed record SteeredFile(string Path, string? Group, string? After, int Priority, bool IsEndless)
{
    public string Name => Path.Replace('/', '-').Replace(".yaml", "", StringComparison.Ordinal);

    /// <summary>Makes the files of a race: groups of three short jobs and one endless one, and chains of short jobs.</summary>
    public static IReadOnlyList<SteeredFile> Make(int groups, int chains, int links, Random random)
    {
        var files = new List<SteeredFile>();
        for (var group = 0; group < groups; group++)
        {
            files.AddRange(Enumerable.Range(0, 3).Select(i => new SteeredFile($"group-{group}/{i}.yaml", $"group-{group}", null, random.Next(-5, 6), false)));
            files.Add(new($"group-{group}/endless.yaml", $"group-{group}", null, random.Next(-5, 6), true));
        }

        for (var chain = 0; chain < chains; chain++)
        {
            files.AddRange(Enumerable.Range(0, links).Select(i =>
                new SteeredFile($"chain-{chain}/{i}.yaml", null, i == 0 ? null : $"chain-{chain}/{i - 1}.yaml", random.Next(-5, 6), false)));
        }

        return files;
    }

    public string Manifest()
    {
        var annotations = new List<string> { $"goji.run/priority: \"{Priority}\"" };
        annotations.AddRange(Group is null ? [] : [$"goji.run/group: {Group}"]);
        annotations.AddRange(After is null ? [] : [$"goji.run/after: {After}"]);
        return JobSet.Job(Name, seconds: IsEndless ? 100_000 : 1)
            .Replace($"name: {Name}", $"name: {Name}\n  annotations:\n    {string.Join("\n    ", annotations)}", StringComparison.Ordinal)
            .Replace("sandbox.goji.run/result", "sandbox.goji.run/termination-seconds: \"1\"\n        sandbox.goji.run/result", StringComparison.Ordinal);
    }
}
