using Goji.Model;

namespace Goji.Ports.Sources;

/// <summary>Finds out who added files on disk to the branch that is checked out.</summary>
internal interface IBranchSources
{
    /// <summary>
    /// Finds the commits that brought a file, as it is on disk, to the branch. A merge brings nothing that one of its parents has.
    /// </summary>
    /// <param name="file">The path on disk.</param>
    /// <returns>The commits, none for a file that is not committed as it is; null where the file is in no git repository.</returns>
    FileSource? Of(string file);

    /// <inheritdoc cref="IFileSources.Check"/>
    SignatureReport Check(SourceCommit commit, TrustedSigners trusted);
}
