namespace Goji.Manifests.Hooks;

/// <summary>When a resource is applied, by the tool that its hook annotation is written for.</summary>
internal enum HookPhase
{
    /// <summary>Before the release: Helm's <c>pre-install</c> and <c>pre-upgrade</c>, Argo CD's <c>PreSync</c>.</summary>
    Before,

    /// <summary>With the release. Resources without a hook are applied then too.</summary>
    With,

    /// <summary>After the release.</summary>
    After,

    /// <summary>Not when something is released: on its deletion, a rollback, a test, a failure.</summary>
    Never,

    /// <summary>Before the release and after it, so that no order follows from the annotation.</summary>
    Unclear,
}
