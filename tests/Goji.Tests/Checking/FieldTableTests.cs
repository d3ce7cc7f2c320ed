using Goji.Checking;

namespace Goji.Tests.Checking;

/// <summary>The table of fields, which a test of the sandbox compares with the models of KubernetesClient, as the check reads it.</summary>
public sealed class FieldTableTests
{
    public static TheoryData<string, string> Kinds { get; } = new()
    {
        { "batch/v1", "Job" },
        { "batch/v1", "CronJob" },
        { "v1", "ConfigMap" },
        { "v1", "Secret" },
        { "v1", "ServiceAccount" },
        { "v1", "Service" },
        { "v1", "PersistentVolumeClaim" },
        { "v1", "Namespace" },
        { "v1", "Pod" },
        { "rbac.authorization.k8s.io/v1", "Role" },
        { "rbac.authorization.k8s.io/v1", "RoleBinding" },
        { "networking.k8s.io/v1", "NetworkPolicy" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_has_its_fields_down_to_the_leaves(string apiVersion, string kind)
    {
        var root = Assert.NotNull(FieldTable.Root(apiVersion, kind));

        Assert.True(FieldTable.Fields(root.Name).ContainsKey("metadata"));
        var seen = new HashSet<FieldType>();
        Walk(root, seen);
        Assert.All(seen.Where(type => type.Shape == FieldShape.Object), type => Assert.NotNull(FieldTable.Fields(type.Name)));
    }

    [Theory]
    [InlineData("string", "Scalar", null)]
    [InlineData("intOrString", "Scalar", null)]
    [InlineData("any", "Anything", null)]
    [InlineData("V1Container", "Object", null)]
    [InlineData("[]V1Container", "List", "V1Container")]
    [InlineData("map[string][]string", "Map", "[]string")]
    public void Type_has_a_shape_and_its_items_another(string text, string shape, string? item)
    {
        var type = new FieldType(text);

        Assert.Equal(Enum.Parse<FieldShape>(shape), type.Shape);
        Assert.Equal(item, type.Shape is FieldShape.List or FieldShape.Map ? type.Item.Text : null);
    }

    [Fact]
    public void Other_kinds_have_no_fields() => Assert.Null(FieldTable.Root("batch/v1beta1", "Job"));

    private static void Walk(FieldType type, HashSet<FieldType> seen)
    {
        if (!seen.Add(type))
        {
            return;
        }

        IEnumerable<FieldType> next = type.Shape switch
        {
            FieldShape.List or FieldShape.Map => [type.Item],
            FieldShape.Object => FieldTable.Fields(type.Name).Values,
            _ => [],
        };
        foreach (var each in next)
        {
            Walk(each, seen);
        }
    }
}
