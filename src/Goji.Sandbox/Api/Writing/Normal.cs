using System.Text.Json.Nodes;
using Goji.Sandbox.Json;

namespace Goji.Sandbox.Api.Writing;

/// <summary>The form in which objects of the smaller kinds are kept.</summary>
internal static class Normal
{
    public static void Namespace(JsonObject body)
    {
        body.Child("metadata").Child("labels")["kubernetes.io/metadata.name"] = body.Object("metadata").Text("name");
        body["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
        body["status"] = new JsonObject { ["phase"] = "Active" };
    }

    public static void Secret(JsonObject body)
    {
        body.Default("type", "Opaque");
        if (body.Object("stringData") is not { } plain)
        {
            return;
        }

        foreach (var (name, value) in plain)
        {
            body.Child("data")[name] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value!.GetValue<string>()));
        }

        body.Remove("stringData");
    }

    /// <summary>Puts <c>apiVersion</c> and <c>kind</c> first, where lists look for them to leave them out.</summary>
    public static JsonObject InOrder(JsonObject body, string apiVersion, string kind)
    {
        var ordered = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind };
        foreach (var (name, value) in body.ToList())
        {
            if (name is not ("apiVersion" or "kind"))
            {
                body.Remove(name);
                ordered[name] = value;
            }
        }

        return ordered;
    }
}
