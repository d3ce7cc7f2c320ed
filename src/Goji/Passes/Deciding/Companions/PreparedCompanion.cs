using Goji.Manifests;
using Goji.Ports;

namespace Goji.Passes.Deciding.Companions;

/// <summary>An object that a file's Jobs need, ready to be applied before them.</summary>
internal sealed record PreparedCompanion(ManifestResource Resource, JobMarks Marks)
{
    public ResourceName Name => new(Resource.ApiVersion, Resource.Kind, Resource.Namespace, Resource.Name);

    /// <summary>Where it is in its file, for messages.</summary>
    public string Place => Resource.Place;

    /// <summary>Whether it is a Namespace, which the others may be in.</summary>
    public bool IsNamespace => Resource is { ApiVersion: "v1", Kind: "Namespace" };

    /// <summary>Writes the body to apply.</summary>
    /// <param name="uid">The UID of the object to change; null for whichever there is, or a new one.</param>
    /// <param name="owners">The names and UIDs of the Jobs that own it.</param>
    public byte[] ToBody(string? uid = null, IReadOnlyList<(string Name, string Uid)>? owners = null) =>
        CompanionRequestBody.Write(Resource, Marks, uid, owners ?? []);
}
