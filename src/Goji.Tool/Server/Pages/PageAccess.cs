using Goji.Tool.Server.Listening;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Server.Pages;

/// <summary>
/// Decides who may read the page: whoever knows the token, and whoever a trusted proxy names in the user header. With neither set, anybody.
/// </summary>
internal sealed class PageAccess(SecretValue? token, string? userHeader, ClientAddresses clients)
{
    /// <summary>Whether anybody who reaches the listener may read the page.</summary>
    public bool IsOpen => token is null && userHeader is null;

    public bool Allows(HttpContext context) =>
        IsOpen
        || token?.IsAuthorization(context.Request.Headers.Authorization) == true
        || (userHeader is not null && clients.CameThroughTrustedProxy(context) && context.Request.Headers[userHeader] is [{ Length: > 0 }]);

    /// <summary>Guards a handler. A browser asks for a password, which is the token; the user name is free.</summary>
    public RequestDelegate Guard(RequestDelegate answer) => context =>
    {
        if (Allows(context))
        {
            return answer(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = token is null ? "Bearer" : "Basic realm=\"Goji\", charset=\"UTF-8\"";
        return context.Response.WriteAsync("Not authorized.", context.RequestAborted);
    };
}
