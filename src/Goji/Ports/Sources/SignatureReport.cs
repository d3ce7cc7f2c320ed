namespace Goji.Ports.Sources;

/// <summary>What was found about the signature of a commit.</summary>
/// <param name="Signer">Whose signature it is; null where it is not an accepted one.</param>
/// <param name="Problem">Why it is not accepted, as the end of a sentence such as <c>is not signed</c>; empty where it is.</param>
internal sealed record SignatureReport(string? Signer, string Problem);
