using System.Net;
using Goji.Notifications.Http;

namespace Goji.Notifications.Statuses;

/// <summary>How one kind of Git host takes commit statuses.</summary>
/// <param name="target">Where the statuses go.</param>
internal abstract class StatusApi(StatusTarget target)
{
    /// <summary>The address of the API.</summary>
    public Uri Address { get; } = new(target.Api);

    /// <summary>What the token needs, as the end of a sentence that begins with "The token needs".</summary>
    public abstract string Needs { get; }

    /// <summary>Where the statuses go.</summary>
    protected StatusTarget Target { get; } = target;

    /// <summary>The request that sets a status.</summary>
    public abstract HttpRequestMessage RequestOf(CommitStatus status);

    /// <summary>Decides about an answer that means something else than usual; null for any other.</summary>
    public virtual SendResultKind? Judge(HttpStatusCode status, string body) => null;
}
