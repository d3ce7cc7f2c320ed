namespace Goji.Records;

/// <summary>The repository's own id: random, made with the first run record, the same for every runner and every address.</summary>
internal static class RepositoryId
{
    public const string Path = ".goji/repository.yaml";

    public static string New() => Guid.NewGuid().ToString();

    /// <exception cref="GojiUsageException">The file is there but holds no id.</exception>
    public static string? Read(byte[]? content)
    {
        if (content is null)
        {
            return null;
        }

        try
        {
            var id = new RecordFields(RecordFields.ReadMapping(content), "id").Required("id");
            return Guid.TryParseExact(id, "D", out _) ? id : throw new FormatException($"The id '{id}' is not a UUID.");
        }
        catch (FormatException exception)
        {
            throw new GojiUsageException(
                $"The repository's id in '{Path}' cannot be read: {exception.Message} Restore the file from the git history: Jobs in the "
                    + $"cluster are known by that id.",
                exception);
        }
    }

    public static byte[] Write(string id)
    {
        var text = new PlainYaml();
        text.Entry("id", id);
        return text.ToBytes();
    }
}
