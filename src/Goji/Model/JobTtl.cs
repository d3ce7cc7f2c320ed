namespace Goji.Model;

/// <summary>The <c>ttlSecondsAfterFinished</c> of Jobs whose own one is withheld until their verdict is pushed.</summary>
internal static class JobTtl
{
    /// <summary>
    /// A very large TTL replaces the withheld one. It is not left out: policies that demand a TTL are satisfied, and policies that add a
    /// missing one does not change it.
    /// </summary>
    public const int Withheld = int.MaxValue;
}
