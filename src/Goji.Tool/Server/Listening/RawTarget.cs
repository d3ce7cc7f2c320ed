using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Goji.Tool.Server.Listening;

/// <summary>Compares the path as it was sent with the path as it is routed.</summary>
/// <remarks>
/// A proxy in front decides by the path as it was sent. Dot segments, encoded letters and absolute targets would let one path be allowed
/// there and another one be served here.
/// </remarks>
internal static class RawTarget
{
    /// <summary>Whether the path was sent in its one canonical spelling.</summary>
    public static bool IsCanonical(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target.Split('?', 2)[0] == context.Request.Path.ToUriComponent();
    }
}
