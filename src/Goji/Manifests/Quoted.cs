namespace Goji.Manifests;

internal static class Quoted
{
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
