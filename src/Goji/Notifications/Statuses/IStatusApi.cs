using System.Net;
using Goji.Notifications.Http;

namespace Goji.Notifications.Statuses;

/// <summary>How one kind of Git host takes commit statuses.</summary>
internal interface IStatusApi
{
    /// <summary>The address of the API.</summary>
    Uri Address { get; }

    /// <summary>What the token needs, as the end of a sentence that begins with "The token needs".</summary>
    string Needs { get; }

    /// <summary>The request that sets a status.</summary>
    HttpRequestMessage RequestOf(CommitStatus status);

    /// <summary>Decides about an answer that means something else than usual; null for any other.</summary>
    SendResultKind? Judge(HttpStatusCode status, string body) => null;
}
