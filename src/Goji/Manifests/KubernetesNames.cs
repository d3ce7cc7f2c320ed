using System.Buffers;

namespace Goji.Manifests;

/// <summary>The forms of names that the API server accepts.</summary>
internal static class KubernetesNames
{
    /// <summary>A Job's pods carry its name as a label, and a label's value has 63 characters at most.</summary>
    public const int MaxJobName = 63;

    private const int MaxLabel = 63;

    private static readonly SearchValues<char> LabelLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static bool IsLabel(string name) => name.Length <= MaxLabel && HasLabelForm(name);

    public static bool IsSubdomain(string name)
    {
        foreach (var label in name.AsSpan().Split('.'))
        {
            if (!HasLabelForm(name.AsSpan(label)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the name can be part of the path of a request. Kinds have further rules, which the server checks.</summary>
    public static bool IsPathSegment(string name) => name is not ("" or "." or "..") && !name.AsSpan().ContainsAny('/', '%');

    // By hand: a regular expression that cannot be made to backtrack costs more to start than all names of a pass.
    private static bool HasLabelForm(ReadOnlySpan<char> name) =>
        name is [not '-', ..] and [.., not '-'] && !name.ContainsAnyExcept(LabelLetters);
}
