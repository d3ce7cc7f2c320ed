using System.Globalization;

namespace Goji.Sandbox.Json;

internal static class Timestamp
{
    // Kubernetes keeps whole seconds; fractions live on in the cluster's own schedule only.
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Nanos(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);
}
