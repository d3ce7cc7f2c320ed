using LibGit2Sharp;

namespace Goji.Git.Objects.Writing;

/// <summary>Takes the new objects of a commit.</summary>
internal interface INewObjects
{
    /// <returns>The id of the object, which may be there already.</returns>
    ObjectId Write(ObjectType type, ReadOnlySpan<byte> content);
}
