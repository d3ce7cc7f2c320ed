using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;
using Goji.Testing;
using k8s.Models;

namespace Goji.Tests.Checking;

/// <summary>The table of fields is the one that the models of KubernetesClient give. GOJI_WRITE_FIELDS=1 writes it.</summary>
public sealed class FieldTableTests
{
    private static readonly Type[] Kinds =
    [
        typeof(V1Job), typeof(V1ConfigMap), typeof(V1Secret), typeof(V1ServiceAccount), typeof(V1Service), typeof(V1PersistentVolumeClaim), typeof(V1Namespace),
        typeof(V1Role), typeof(V1RoleBinding), typeof(V1NetworkPolicy), typeof(V1Pod),
    ];

    [Fact]
    public void It_has_the_fields_of_the_models()
    {
        var file = Path.Combine(Need.Folder("src/Goji/Checking")!, "fields.txt");
        var table = string.Concat(Lines().Select(line => line + "\n"));
        if (Environment.GetEnvironmentVariable("GOJI_WRITE_FIELDS") == "1")
        {
            File.WriteAllText(file, table);
            return;
        }

        Assert.Equal(table, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    private static IEnumerable<string> Lines()
    {
        foreach (var kind in Kinds)
        {
            var entity = kind.GetCustomAttribute<KubernetesEntityAttribute>()!;
            yield return $"= {(entity.Group.Length == 0 ? "" : entity.Group + "/")}{entity.ApiVersion}/{entity.Kind} {kind.Name}";
        }

        var seen = new SortedSet<string>(StringComparer.Ordinal);
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<Type>(Kinds);
        while (open.TryDequeue(out var type))
        {
            if (seen.Add(type.Name))
            {
                var fields = type.GetProperties().Where(property => property.GetCustomAttribute<JsonPropertyNameAttribute>() is not null);
                lines.Add(type.Name, string.Concat(fields.Select(field => $" {field.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name}={TypeOf(field.PropertyType, open)}")));
            }
        }

        foreach (var (name, fields) in lines)
        {
            yield return name + fields;
        }
    }

    private static string TypeOf(Type type, Queue<Type> open)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(byte[]) || type.IsPrimitive || type.IsValueType || type == typeof(IntOrString) || type == typeof(ResourceQuantity))
        {
            return ".";
        }

        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
        {
            var item = TypeOf(type.GetGenericArguments()[^1], open);
            return item + (type.GetGenericArguments().Length == 2 ? "{}" : "[]");
        }

        if (type.GetProperties().All(property => property.GetCustomAttribute<JsonPropertyNameAttribute>() is null))
        {
            return "?";
        }

        open.Enqueue(type);
        return type.Name;
    }
}
