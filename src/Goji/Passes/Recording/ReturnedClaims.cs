using Goji.Ports;
using Goji.Records;

namespace Goji.Passes.Recording;

/// <summary>The returned and renewed claims of an index of open work, found without a search.</summary>
internal sealed class ReturnedClaims(OpenWork work)
{
    private readonly ILookup<(string File, string Content), ClaimReturn> claims =
        work.Returns.ToLookup(claim => (claim.File, claim.Content));

    /// <summary>The returned or renewed claim of a file with this content; null where there is none.</summary>
    public ClaimReturn? Of(JobFile file) => claims[(file.Path, file.ObjectId)].FirstOrDefault();
}
