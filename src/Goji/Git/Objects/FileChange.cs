using LibGit2Sharp;

namespace Goji.Git.Objects;

/// <summary>A file, link or submodule that differs between two trees.</summary>
/// <param name="Path">The path. Names that are not UTF-8 have U+FFFD in it.</param>
/// <param name="Old">The entry of the first tree; null where it is new.</param>
/// <param name="New">The entry of the second tree; null where it is gone.</param>
internal sealed record FileChange(string Path, TreeItem? Old, TreeItem? New)
{
    public bool OldExists => Old is not null;

    public bool Exists => New is not null;

    public Mode OldMode => Old?.Mode ?? Mode.Nonexistent;

    public Mode Mode => New?.Mode ?? Mode.Nonexistent;

    /// <summary>The old id. There is one where <see cref="OldExists"/>.</summary>
    public ObjectId OldId => Old!.Value.Id;

    /// <summary>The new id. There is one where <see cref="Exists"/>.</summary>
    public ObjectId Id => New!.Value.Id;
}
