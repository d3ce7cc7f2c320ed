namespace Goji.Ports;

/// <summary>A change of one path of the repository.</summary>
internal abstract record TreeChange(string Path)
{
    /// <summary>The path is gone.</summary>
    internal sealed record Delete(string Path) : TreeChange(Path);

    /// <summary>
    /// The path holds an entry that some other path of the basis held: the target of a move. Its mode and kind come along.
    /// </summary>
    internal sealed record Place(string Path, JobFile Entry) : TreeChange(Path);

    /// <summary>The path holds a plain file with this content.</summary>
    internal sealed record Write(string Path, byte[] Content) : TreeChange(Path)
    {
        /// <summary>Whether the file is executable.</summary>
        public bool IsExecutable { get; init; }
    }
}
