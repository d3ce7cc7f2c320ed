using Goji.Yaml;

namespace Goji.Policies;

/// <summary>Reads a policy file. It belongs to the operators of Goji and is never read from the jobs repository.</summary>
internal static class PolicyFile
{
    /// <param name="path">The file.</param>
    /// <param name="clone">The folder of the clone, which the file must not be in.</param>
    /// <exception cref="GojiUsageException">The file cannot be read, or is no policy. Nothing starts then.</exception>
    public static JobPolicy Read(string path, string clone)
    {
        var full = Path.GetFullPath(path);
        RequireOutside(clone, full, $"The policy file '{path}'");
        try
        {
            return Parse(path, File.ReadAllBytes(full), ReadBeside);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GojiUsageException($"The policy file '{path}' cannot be read: {failure.Message}", failure);
        }

        // Files that the policy names are relative to it.
        string ReadBeside(string name)
        {
            var file = Path.GetFullPath(name, Path.GetDirectoryName(full)!);
            RequireOutside(clone, file, $"'{name}'");
            return File.ReadAllText(file);
        }
    }

    /// <param name="path">The file, for messages.</param>
    /// <param name="content">The content of the file.</param>
    /// <param name="readFile">Reads a file that the policy names; null where it cannot name any.</param>
    /// <exception cref="GojiUsageException">The content is no policy.</exception>
    public static JobPolicy Parse(string path, ReadOnlyMemory<byte> content, Func<string, string>? readFile = null)
    {
        var problems = new List<YamlProblem>();
        List<YamlDocument> documents;
        try
        {
            documents = [.. YamlDocuments.Read(content, problems)];
        }
        catch (YamlSyntaxException failure)
        {
            throw new GojiUsageException($"{path}, line {failure.Problem.Line}: {failure.Problem.Text}", failure);
        }

        var reader = new PolicyReader(readFile ?? (file => throw new FileNotFoundException($"'{file}' does not exist.")));
        var policy = documents is [var only] ? reader.Read(only.Root) : null;
        string[] mistakes = [.. problems.Select(problem => $"{path}, line {problem.Line}: {problem.Text}"), .. reader.Problems.Select(
            problem => $"{path}: {problem}")];
        return policy is not null && mistakes.Length == 0
            ? policy
            : throw new GojiUsageException(
                mistakes.Length > 0
                    ? string.Join('\n', mistakes)
                    : $"The policy file '{path}' is not one YAML mapping with the key 'rules' and a list behind it, and perhaps the key "
                        + $"'verify'.");
    }

    private static void RequireOutside(string clone, string file, string what)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(clone)) + Path.DirectorySeparatorChar;
        if (file.StartsWith(folder, StringComparison.Ordinal))
        {
            throw new GojiUsageException(
                $"{what} is in the clone of the jobs repository, where the people that it restricts could change it. Move it elsewhere.");
        }
    }
}
