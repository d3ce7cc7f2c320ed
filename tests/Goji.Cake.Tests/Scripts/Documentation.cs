using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Goji.Cake.Tests.Scripts;

/// <summary>The XML documentation of the addin, as it is packed.</summary>
internal static partial class Documentation
{
    public static XDocument Load() => XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Goji.Cake.xml"));

    /// <summary>The examples of all aliases in their order, each task with a number of its own.</summary>
    public static string Examples()
    {
        var number = 0;
        var examples = Load().Descendants("example").Descendants("code").Select(code => code.Value);
        return TaskName().Replace(string.Concat(examples), name => $"Task(\"{name.Groups[1].Value}{++number}\")");
    }

    [GeneratedRegex("""Task\("(\w+)"\)""")]
    private static partial Regex TaskName();
}
