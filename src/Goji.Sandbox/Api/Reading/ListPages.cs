using System.Globalization;
using System.Text;
using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Reading;

/// <summary>Lists that a client reads page by page, each kept as it was when the first page was read.</summary>
internal sealed class ListPages
{
    private const int MostLists = 256;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Dictionary<long, Kept> lists = [];
    private readonly Queue<long> order = [];
    private long latest;

    public ListPage First(IReadOnlyList<StoredObject> all, long version, long? limit, DateTimeOffset now)
    {
        if (limit is not > 0 || all.Count <= limit)
        {
            return new ListPage(all, version, null, null);
        }

        lock (gate)
        {
            lists[++latest] = new Kept(all, version, now + Lifetime);
            order.Enqueue(latest);
            if (order.Count > MostLists)
            {
                lists.Remove(order.Dequeue());
            }

            return Page(latest, 0, (int)limit.Value);
        }
    }

    public ListPage Next(string token, long? limit, DateTimeOffset now)
    {
        lock (gate)
        {
            var (id, start) = Read(token);
            if (!lists.TryGetValue(id, out var kept) || kept.Expires < now)
            {
                throw TooOld();
            }

            return Page(id, start, (int)(limit is > 0 ? limit.Value : kept.All.Count));
        }
    }

    public static ApiFailure TooOld() => ApiFailure.Expired(
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue "
            + "parameter.");

    private ListPage Page(long id, int start, int limit)
    {
        var kept = lists[id];
        var items = kept.All.Skip(start).Take(limit).ToList();
        var remaining = kept.All.Count - start - items.Count;
        return remaining <= 0
            ? new ListPage(items, kept.Version, null, null)
            : new ListPage(items, kept.Version, Write(id, start + items.Count), remaining);
    }

    private static string Write(long id, int start) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}:{start}")));

    private static (long Id, int Start) Read(string token)
    {
        try
        {
            var parts = Encoding.ASCII.GetString(Convert.FromBase64String(token)).Split(':');
            return (long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
        }
        catch (Exception unreadable) when (unreadable is FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw ApiFailure.BadRequest("continue key is not valid: the token is not one of this cluster's");
        }
    }

    private sealed record Kept(IReadOnlyList<StoredObject> All, long Version, DateTimeOffset Expires);
}
