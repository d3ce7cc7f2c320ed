using Goji.Model;

namespace Goji.Manifests;

/// <summary>
/// Finds job files that wait for each other by the annotation <c>goji.run/after</c>. Each file is visited once, however many files are
/// asked about: the cycles are the strongly connected components of the files (Tarjan's algorithm).
/// </summary>
/// <param name="waitsFor">The files that a file waits for, by path; none for a file that waits for nothing.</param>
internal sealed class WaitCycles(Func<string, IReadOnlyList<string>> waitsFor)
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> lowest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> ahead = new(StringComparer.Ordinal);
    private readonly Stack<string> open = new();

    /// <summary>The way from a file back to itself, with the file at both ends; null where it does not wait for itself.</summary>
    public IReadOnlyList<string>? Through(string path)
    {
        Visit(path);
        return FindPath(path);
    }

    /// <summary>A cycle that a file is in, or that it waits for; null where there is none.</summary>
    public IReadOnlyList<string>? Ahead(string path)
    {
        Visit(path);
        return ahead[path] is { } member ? FindPath(components[member] == components[path] ? path : member) : null;
    }

    /// <summary>Describes a cycle and how to break it.</summary>
    public static string Describe(IReadOnlyList<string> cycle) =>
        $"The files {string.Join(" -> ", cycle.Select(path => $"'{path}'"))} wait for each other, and none of them starts. "
        + $"Remove one of the names from an annotation {MarkNames.After}.";

    private void Visit(string first)
    {
        if (numbers.ContainsKey(first))
        {
            return;
        }

        var steps = new Stack<(string Path, IReadOnlyList<string> Names, int Next)>([Begin(first)]);
        while (steps.TryPop(out var step))
        {
            if (step.Next < step.Names.Count)
            {
                var name = step.Names[step.Next];
                steps.Push(step with { Next = step.Next + 1 });
                if (!numbers.TryGetValue(name, out var number))
                {
                    steps.Push(Begin(name));
                }
                else if (!components.ContainsKey(name))
                {
                    lowest[step.Path] = Math.Min(lowest[step.Path], number);
                }

                continue;
            }

            if (steps.TryPeek(out var waiting))
            {
                lowest[waiting.Path] = Math.Min(lowest[waiting.Path], lowest[step.Path]);
            }

            if (lowest[step.Path] == numbers[step.Path])
            {
                Close(step.Path, step.Names);
            }
        }
    }

    private (string Path, IReadOnlyList<string> Names, int Next) Begin(string path)
    {
        numbers[path] = lowest[path] = numbers.Count;
        open.Push(path);
        return (path, waitsFor(path), 0);
    }

    private void Close(string path, IReadOnlyList<string> names)
    {
        var members = new List<string>();
        do
        {
            members.Add(open.Pop());
            components[members[^1]] = numbers[path];
        }
        while (members[^1] != path);

        var isCycle = members.Count > 1 || names.Contains(path);
        var nearest = isCycle ? path : names.Select(name => ahead[name]).FirstOrDefault(member => member is not null);
        foreach (var member in members)
        {
            ahead[member] = nearest;
        }
    }

    /// <summary>The shortest way from a file back to itself.</summary>
    private List<string>? FindPath(string path)
    {
        var from = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>([path]);
        while (next.TryDequeue(out var step))
        {
            foreach (var name in waitsFor(step).Where(name => components[name] == components[path]))
            {
                if (name == path)
                {
                    var way = new List<string> { path, step };
                    for (; way[^1] != path; way.Add(from[way[^1]]))
                    {
                    }

                    way.Reverse();
                    return way;
                }

                if (from.TryAdd(name, step))
                {
                    next.Enqueue(name);
                }
            }
        }

        return null;
    }
}
