
namespace Goji.Model;

/// <summary>The labels and annotations that Goji keeps its marks under.</summary>
internal static class MarkNames
{
    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string Goji = "goji";
    public const string RunId = "goji.run/id";
    public const string Repository = "goji.run/repository";
    public const string File = "goji.run/file";
    public const string RepositoryUrl = "goji.run/repository-url";
    public const string Ttl = "goji.run/ttl";
    public const string Cancel = "goji.run/cancel";
    public const string After = "goji.run/after";
    public const string Group = "goji.run/group";
    public const string Priority = "goji.run/priority";
    public const string NotBefore = "goji.run/not-before";
    public const string Expires = "goji.run/expires";
}
