using Goji.Git.Clone;
using Goji.Model;

namespace Goji.Git.Remotes;

/// <summary>
/// The addresses of a clone's origin, as git reads them: <c>url</c>, <c>pushurl</c>, and what <c>url.base.insteadOf</c> and
/// <c>url.base.pushInsteadOf</c> make of them, also where the environment sets these.
/// </summary>
internal static class OriginAddress
{
    private const string UrlKey = $"remote.{LocalClone.Origin}.url";
    private const string PushUrlKey = $"remote.{LocalClone.Origin}.pushurl";

    /// <summary>The address to fetch from; null where the clone has no origin.</summary>
    public static string? ToFetch(CloneConfiguration configuration) =>
        All(configuration, UrlKey) is [var first, ..] ? Replaced(first, configuration) : null;

    /// <summary>The address to push to, usually the same.</summary>
    /// <exception cref="GojiUsageException">There are several: a push to one of them is no lock for the others.</exception>
    public static string ToPush(CloneConfiguration configuration)
    {
        var addresses = (All(configuration, PushUrlKey) is { Count: > 0 } named
            ? named.Select(address => Replaced(address, configuration))
            : All(configuration, UrlKey).Select(
                address => ReplacedBy(address, configuration, "pushinsteadof") ?? Replaced(address, configuration)))
            .Distinct(StringComparer.Ordinal).ToList();
        return addresses is [var address] ? address : throw new GojiUsageException(
            $"The remote '{LocalClone.Origin}' pushes to several addresses: "
                + $"{string.Join(", ", addresses.Select(each => $"'{RemoteAddress.WithoutCredentials(each)}'"))}. "
            + "A push claims jobs, so one address must hold the branch. Keep one with: git remote set-url --push origin <address>.");
    }

    /// <summary>An address after <c>url.base.insteadOf</c>.</summary>
    public static string Replaced(string address, CloneConfiguration configuration) =>
        ReplacedBy(address, configuration, "insteadof") ?? address;

    private static string? ReplacedBy(string address, CloneConfiguration configuration, string setting)
    {
        const string Section = "url.";
        var name = "." + setting;
        var (key, value) = configuration.Entries
            .Where(entry => entry.Key.StartsWith(Section, StringComparison.OrdinalIgnoreCase)
                && entry.Key.EndsWith(name, StringComparison.OrdinalIgnoreCase)
                && entry.Value.Length > 0
                && address.StartsWith(entry.Value, StringComparison.Ordinal))
            .OrderByDescending(entry => entry.Value.Length)
            .FirstOrDefault();
        return key is null
            ? null
            : string.Concat(key.AsSpan(Section.Length, key.Length - Section.Length - name.Length), address.AsSpan(value.Length));
    }

    private static List<string> All(CloneConfiguration configuration, string key) =>
        [.. configuration.Entries
            .Where(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase) && entry.Value.Length > 0)
            .Select(entry => entry.Value)];
}
