using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>An entry of a folder.</summary>
internal readonly record struct TreeItem(string Name, Mode Mode, ObjectId Id)
{
    public bool IsFolder => Mode == Mode.Directory;
}
