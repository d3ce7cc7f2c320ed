namespace Goji.Tool.Server.Webhooks;

/// <summary>One commit of a push.</summary>
/// <param name="Message">The commit's message.</param>
/// <param name="Name">The committer's name; the author's where the host names that one alone. Of Goji's commits both are the same.</param>
/// <param name="Email">The mail address that belongs to the name.</param>
internal sealed record PushedCommit(string Message, string? Name, string? Email);
