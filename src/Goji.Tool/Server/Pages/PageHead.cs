namespace Goji.Tool.Server.Pages;

/// <summary>The title, the version and the events of a page.</summary>
/// <param name="Title">The title.</param>
/// <param name="Version">The version of what the page shows.</param>
/// <param name="Events">The address of the events that name newer versions.</param>
internal sealed record PageHead(string Title, string Version, string Events);
