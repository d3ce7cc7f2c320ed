namespace Goji.Policies;

/// <summary>Names of images, written out as container runtimes write them out: <c>nginx</c> is <c>docker.io/library/nginx</c>.</summary>
internal static class ImageName
{
    private const string DockerHub = "docker.io";

    /// <summary>Whether a pattern matches an image: its full name, with or without its tag and digest.</summary>
    public static bool Matches(Glob pattern, string image)
    {
        var full = Full(image);
        return pattern.Matches(full) || pattern.Matches(WithoutVersion(full));
    }

    public static string Full(string image)
    {
        var first = image.Split('/', 2)[0];
        var hasRegistry = image.Contains('/', StringComparison.Ordinal)
            && (first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost");
        return first == DockerHub && image.Count(letter => letter == '/') == 1 ? $"{DockerHub}/library/{image[(first.Length + 1)..]}"
            : hasRegistry ? image
            : image.Contains('/', StringComparison.Ordinal) ? $"{DockerHub}/{image}"
            : $"{DockerHub}/library/{image}";
    }

    private static string WithoutVersion(string image)
    {
        var name = image.Split('@', 2)[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }
}
