namespace Goji.Tool.Server.Pages;

/// <summary>What tells a page from others.</summary>
/// <param name="Title">The title.</param>
/// <param name="Version">The version of what the page shows.</param>
/// <param name="Events">The address of the events that name newer versions.</param>
internal sealed record PageHead(string Title, string Version, string Events);
