namespace Goji.Sandbox.Validation;

#pragma warning disable CA1032, CA1064 // Thrown and caught inside this assembly only.
internal sealed class DecodingException(string message) : Exception(message);
#pragma warning restore CA1032, CA1064
