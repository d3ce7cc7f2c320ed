using System.Runtime.CompilerServices;

namespace Goji.Cake;

/// <summary>
/// This namespace contains the aliases that run one-off Kubernetes Jobs from a git repository, and their settings.
/// </summary>
[CompilerGenerated]
internal static class NamespaceDoc
{
}
