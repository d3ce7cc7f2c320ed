using System.Security.Cryptography;
using System.Text;
using Goji.Model;
using Microsoft.Extensions.Primitives;

namespace Goji.Tool.Server;

/// <summary>
/// A secret that callers must know. It comes from an environment variable, or from a file that is read again when it changes.
/// </summary>
/// <remarks>
/// Each line is a secret of its own, so that an old and a new one can be valid side by side. When the file changes, what it held before
/// stays valid for <see cref="Overlap"/>: the sender is changed at another moment than the server.
/// </remarks>
internal sealed class SecretValue
{
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Func<string> read;
    private readonly TimeProvider time;
    private readonly Secrets known;
    private string text;
    private long readAt;
    private string[] current;
    private string[] former = [];
    private long replacedAt;

    private SecretValue(Func<string> read, Secrets known, TimeProvider time)
    {
        this.read = read;
        this.known = known;
        this.time = time;
        text = read();
        readAt = time.GetTimestamp();
        current = Remember(text);
    }

    /// <summary>The secrets that are valid now.</summary>
    public IReadOnlyList<string> Valid
    {
        get
        {
            lock (gate)
            {
                Refresh();
                return former.Length > 0 && time.GetElapsedTime(replacedAt) < Overlap ? [.. current, .. former] : current;
            }
        }
    }

    public static SecretValue Of(string text, Secrets known) => new(() => text, known, TimeProvider.System);

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static SecretValue OfFile(string path, Secrets known, TimeProvider time) => new(() => File.ReadAllText(path), known, time);

    /// <summary>The newest secret; null where the file has become empty.</summary>
    public string? Newest => Valid is [var first, ..] ? first : null;

    /// <summary>Compares hashes: not even the length of the secret shows in the time it takes.</summary>
    public bool Is(StringValues given)
    {
        var fits = false;
        foreach (var secret in given is [{ }] ? Valid : [])
        {
            fits |= CryptographicOperations.FixedTimeEquals(Hash(given[0]!), Hash(secret));
        }

        return fits;
    }

    /// <summary>Compares with an <c>Authorization</c> header: a bearer token, or the password of Basic, whatever the user name.</summary>
    public bool IsAuthorization(StringValues authorization)
    {
        const string Bearer = "Bearer ";
        const string Basic = "Basic ";
        if (authorization is not [{ } value])
        {
            return false;
        }

        return value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? Is(value[Bearer.Length..].Trim())
            : value.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
                && PasswordOf(value[Basic.Length..].Trim()) is { } password
                && Is(password);
    }

    private static string? PasswordOf(string credentials)
    {
        var bytes = new byte[credentials.Length];
        return Convert.TryFromBase64String(credentials, bytes, out var count)
            && Encoding.UTF8.GetString(bytes, 0, count).Split(':', 2) is [_, var password] ? password : null;
    }

    private void Refresh()
    {
        if (time.GetElapsedTime(readAt) < Freshness)
        {
            return;
        }

        readAt = time.GetTimestamp();
        if (ReadOrNull() is not { } now || now == text)
        {
            return;
        }

        text = now;
        (former, current, replacedAt) = (current, Remember(now), time.GetTimestamp());
    }

    // A file that is away for a moment, as while a mounted Secret is replaced, changes nothing.
    private string? ReadOrNull()
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string[] Remember(string lines)
    {
        var secrets = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var secret in secrets)
        {
            known.Add(secret);
        }

        return secrets;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
