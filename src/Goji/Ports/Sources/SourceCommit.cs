namespace Goji.Ports.Sources;

/// <summary>A commit that added a job file to its state folder, or changed it there.</summary>
/// <param name="Id">The id, 40 hexadecimal digits.</param>
/// <param name="Author">Who wrote the change, as <c>Name &lt;address&gt;</c>. Anybody can write any name there.</param>
/// <param name="Committer">Who made the commit, in the same form.</param>
internal sealed record SourceCommit(string Id, string Author, string Committer)
{
    /// <summary>The commit as messages name it.</summary>
    public override string ToString() => $"{Id[..7]} by {Author}{(Committer == Author ? "" : $" (committed by {Committer})")}";
}
