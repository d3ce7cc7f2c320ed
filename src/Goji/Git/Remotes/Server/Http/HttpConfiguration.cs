using Goji.Git.Clone;

namespace Goji.Git.Remotes.Server.Http;

/// <summary>The settings <c>http.*</c> and <c>http.url.*</c> of a clone, or those of another section, for one address.</summary>
internal sealed class HttpConfiguration(CloneConfiguration configuration, Uri address, string section = "http")
{
    /// <summary>The value of a setting, that of the best fitting address first; null where there is none.</summary>
    public string? Value(string name) => Values(name).OrderBy(each => each.Fit).Select(each => each.Value).LastOrDefault();

    /// <summary>All values of a setting that may be given several times; an empty one drops those before it.</summary>
    public IReadOnlyList<string> All(string name)
    {
        var values = new List<string>();
        foreach (var (_, value) in Values(name))
        {
            if (value.Length == 0)
            {
                values.Clear();
            }
            else
            {
                values.Add(value);
            }
        }

        return values;
    }

    private IEnumerable<(int Fit, string Value)> Values(string name)
    {
        var prefix = section + ".";
        foreach (var (key, value) in configuration.Entries)
        {
            if (!key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                || !key.EndsWith("." + name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (key.Length == prefix.Length + name.Length)
            {
                yield return (-1, value);
            }
            else if (UrlPattern.Match(key[prefix.Length..^(name.Length + 1)], address) is { } fit)
            {
                yield return (fit, value);
            }
        }
    }
}
