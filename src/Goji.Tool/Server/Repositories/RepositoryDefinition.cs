namespace Goji.Tool.Server.Repositories;

/// <summary>One of the repositories that a server works on.</summary>
/// <param name="Name">Its name on the page and in metrics; empty for the only one, which the server's own settings name.</param>
/// <param name="Options">What a pass works on and how.</param>
/// <param name="Server">The interval and the credentials.</param>
/// <param name="Fingerprint">Two definitions with the same one are the same.</param>
internal sealed record RepositoryDefinition(string Name, GojiOptions Options, ServerOptions Server, string Fingerprint);
