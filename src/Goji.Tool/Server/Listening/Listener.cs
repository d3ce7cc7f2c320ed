using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Goji.Tool.Server.Listening;

/// <summary>One of the server's two doors: deliveries come in by one, and people, probes and Prometheus by the other.</summary>
/// <remarks>A request carries the listener that its connection came in by; neither its path nor its headers can choose another.</remarks>
internal sealed class Listener(int maxConnections)
{
    private static readonly object Key = new();

    private readonly ConnectionGate gate = new(maxConnections);

    /// <summary>The listener that a request came in by.</summary>
    public static Listener? Of(HttpContext context) => Items(context).TryGetValue(Key, out var listener) ? (Listener?)listener : null;

    public void Configure(ListenOptions options)
    {
        options.Protocols = HttpProtocols.Http1;
        options.Use(next => connection => RunAsync(connection, next));
    }

    /// <summary>Takes notice that a request of the connection was answered.</summary>
    public void Answered(HttpContext context) => gate.Answered(Items(context));

    private Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        connection.Items[Key] = this;
        return gate.RunAsync(connection, next);
    }

    private static IDictionary<object, object?> Items(HttpContext context) =>
        context.Features.GetRequiredFeature<IConnectionItemsFeature>().Items;
}
