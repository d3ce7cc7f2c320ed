using Microsoft.AspNetCore.Connections;

namespace Goji.Tool.Server.Listening;

/// <summary>
/// Bounds the open connections. When one too many comes, the connection that has gone longest without an answered request is closed: idle
/// and slow clients make room for those that send requests.
/// </summary>
internal sealed class ConnectionGate(int maxConnections)
{
    private static readonly object Key = new();

    private readonly Lock gate = new();
    private readonly LinkedList<ConnectionContext> longestSilentFirst = [];

    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var place = Enter(connection);
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(place);
        }
    }

    public void Answered(IDictionary<object, object?> items)
    {
        lock (gate)
        {
            if (items.TryGetValue(Key, out var item) && item is LinkedListNode<ConnectionContext> { List: not null } place)
            {
                longestSilentFirst.Remove(place);
                longestSilentFirst.AddLast(place);
            }
        }
    }

    private LinkedListNode<ConnectionContext> Enter(ConnectionContext connection)
    {
        ConnectionContext? dropped = null;
        LinkedListNode<ConnectionContext> place;
        lock (gate)
        {
            if (longestSilentFirst.Count >= maxConnections)
            {
                dropped = longestSilentFirst.First!.Value;
                longestSilentFirst.RemoveFirst();
            }

            place = longestSilentFirst.AddLast(connection);
        }

        connection.Items[Key] = place;
        dropped?.Abort(new ConnectionAbortedException("Too many connections are open, and this one was silent for longest."));
        return place;
    }

    private void Leave(LinkedListNode<ConnectionContext> place)
    {
        lock (gate)
        {
            if (place.List is not null)
            {
                longestSilentFirst.Remove(place);
            }
        }
    }
}
