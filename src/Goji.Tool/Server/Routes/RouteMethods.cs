using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Goji.Tool.Server.Routes;

/// <summary>Maps paths with every method that HTTP expects of them: HEAD beside GET, and OPTIONS beside all.</summary>
internal static class RouteMethods
{
    public static IEndpointConventionBuilder Answer(this IEndpointRouteBuilder routes, string method, string path, RequestDelegate answer)
    {
        string[] methods = method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [method];
        var allowed = string.Join(", ", methods.Append(HttpMethods.Options));
        routes.MapMethods(path, [HttpMethods.Options], context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.Allow = allowed;
            return Task.CompletedTask;
        });
        return routes.MapMethods(path, methods, answer);
    }
}
