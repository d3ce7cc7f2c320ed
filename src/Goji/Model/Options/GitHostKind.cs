namespace Goji;

/// <summary>The API that a Git host takes commit statuses by.</summary>
public enum GitHostKind
{
    /// <summary>GitHub and GitHub Enterprise.</summary>
    GitHub,

    /// <summary>GitLab.com and GitLab Self-Managed.</summary>
    GitLab,

    /// <summary>Gitea and Forgejo.</summary>
    Gitea,

    /// <summary>Bitbucket Cloud.</summary>
    Bitbucket,

    /// <summary>Azure DevOps Services and Azure DevOps Server.</summary>
    Azure,
}
