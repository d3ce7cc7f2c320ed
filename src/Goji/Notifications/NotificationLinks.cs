using Goji.Model;

namespace Goji.Notifications;

/// <summary>The addresses that statuses and messages link to.</summary>
/// <param name="page">The public address of the server's page; null for none.</param>
/// <param name="build">The address of the build; null for none.</param>
internal sealed class NotificationLinks(string? page, string? build)
{
    /// <summary>The page of a job, or of all jobs for null, else the build; null for neither.</summary>
    public string? Of(string? file) =>
        page is null ? build
        : file is null ? page
        : $"{page.TrimEnd('/')}/jobs/{UrlPath.Escape(file)}";
}
