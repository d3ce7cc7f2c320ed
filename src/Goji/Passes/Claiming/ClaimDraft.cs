using Goji.Passes.Recording;
using Goji.Passes.Starting;
using Goji.Ports;

namespace Goji.Passes.Claiming;

/// <summary>A claim commit that is being composed.</summary>
/// <param name="snapshot">The snapshot that the commit is made on.</param>
internal sealed class ClaimDraft(IRepositorySnapshot snapshot) : ChangeDraft(snapshot)
{
    /// <summary>What to start once the commit has landed.</summary>
    public List<StartOrder> Starts { get; } = [];

    /// <summary>Claims that are left as they are, by path, with the reason.</summary>
    public Dictionary<string, string> Left { get; } = new(StringComparer.Ordinal);
}
