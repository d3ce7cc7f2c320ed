namespace Goji.Records;

/// <summary>
/// The attempts whose outcome is still to be reported outside of the repository, with the commit that queued each file:
/// <c>.goji/notifications.yaml</c>.
/// </summary>
/// <remarks>
/// It extends the run records, which cannot have more fields: version 1.0.0 refuses a record with a field that it does not know. It is
/// changed along with commits that are made anyway, so what it lists may have been reported already.
/// </remarks>
internal sealed record PendingNotifications(IReadOnlyList<PendingNotification> Entries)
{
    public const string Path = ".goji/notifications.yaml";

    /// <summary>The number of entries that are kept; further attempts are not reported.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>The size in bytes up to which the file is read.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    public static PendingNotifications None { get; } = new([]);

    public bool Equals(PendingNotifications? other) => other is not null && Entries.SequenceEqual(other.Entries);

    public override int GetHashCode() => Entries.Count;
}
