using Goji.Sandbox.Storage;

namespace Goji.Sandbox.Api.Selecting;

/// <summary>Label and field selectors of a list or a watch.</summary>
internal sealed class Selector
{
    private readonly IReadOnlyList<LabelRequirement> labels;
    private readonly IReadOnlyList<FieldRequirement> fields;

    public Selector(string? labelSelector, string? fieldSelector, ResourceKind kind)
    {
        labels = LabelRequirement.ParseAll(labelSelector ?? "");
        fields = FieldRequirement.ParseAll(fieldSelector ?? "", kind);
    }

    public bool Matches(StoredObject one)
    {
        foreach (var requirement in labels)
        {
            if (!requirement.Matches(one.Labels))
            {
                return false;
            }
        }

        foreach (var requirement in fields)
        {
            if (!requirement.Matches(one))
            {
                return false;
            }
        }

        return true;
    }
}
