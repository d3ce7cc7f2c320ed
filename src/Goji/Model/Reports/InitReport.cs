namespace Goji;

/// <summary>What an initialisation has done.</summary>
/// <param name="Directory">The folder of the clone.</param>
/// <param name="Result">What was done.</param>
/// <param name="Message">The same in a sentence.</param>
public sealed record InitReport(string Directory, InitResult Result, string Message);
