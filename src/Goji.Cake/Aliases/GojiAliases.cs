using Cake.Core.Annotations;

namespace Goji.Cake;

/// <summary>
/// <para>Contains functionality to run one-off Kubernetes Jobs that are kept in a git repository.</para>
/// <para>
/// In order to use the commands for this addin, include the following in your build.cake file to download and
/// reference from NuGet:
/// <code>
/// #addin "nuget:?package=Goji.Cake&amp;version=2.0.0&amp;loaddependencies=true"
/// </code>
/// </para>
/// <para>
/// It runs on Cake 7.0.0 and later. Neither git nor kubectl is needed; ssh remotes need the ssh program.
/// </para>
/// </summary>
[CakeAliasCategory("Goji")]
public static partial class GojiAliases
{
}
