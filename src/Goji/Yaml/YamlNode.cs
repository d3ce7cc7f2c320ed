namespace Goji.Yaml;

/// <summary>A node of a YAML document, before anything is made of tags and aliases.</summary>
internal abstract class YamlNode(int line, int column)
{
    public int Line => line;

    public int Column => column;

    /// <summary>Where the node begins in the text, in characters, its anchor and tag included.</summary>
    public int Start { get; set; }

    /// <summary>Where it ends; of a block that spans lines, this may be where the next node begins.</summary>
    public int End { get; set; }

    internal sealed class Scalar(int line, int column, string tag, bool implicitPlain, string text) : YamlNode(line, column)
    {
        /// <summary>The resolved tag, such as <c>tag:yaml.org,2002:int</c>; empty where the author wrote none.</summary>
        public string Tag => tag;

        /// <summary>Written without quotes and without a tag, or with the tag <c>!</c>.</summary>
        public bool ImplicitPlain => implicitPlain;

        public string Text => text;
    }

    internal sealed class Sequence(int line, int column) : YamlNode(line, column)
    {
        public List<YamlNode> Items { get; } = [];
    }

    internal sealed class Mapping(int line, int column) : YamlNode(line, column)
    {
        public List<(YamlNode Key, YamlNode Value)> Entries { get; } = [];

        /// <summary>Whether it is written in braces.</summary>
        public bool IsFlow { get; init; }
    }

    internal sealed class Alias(int line, int column, string name, YamlNode target) : YamlNode(line, column)
    {
        public string Name => name;

        public YamlNode Target => target;
    }
}
