using System.Text.Json.Nodes;

namespace Goji.Sandbox.Patching;

internal interface IPatch
{
    /// <summary>Makes the changed object out of the present one, which may be changed in the making.</summary>
    JsonObject Apply(JsonObject current, DateTimeOffset now);
}
