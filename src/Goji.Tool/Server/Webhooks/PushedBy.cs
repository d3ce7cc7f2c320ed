namespace Goji.Tool.Server.Webhooks;

/// <summary>Who made a commit.</summary>
internal sealed record PushedBy(string? Name, string? Email);
