namespace Goji.Model;

/// <summary>The software of a Git host.</summary>
internal enum GitHostSoftware
{
    GitHub,
    GitLab,

    /// <summary>Gitea and Forgejo.</summary>
    Gitea,

    BitbucketCloud,

    /// <summary>Bitbucket Data Center and Bitbucket Server.</summary>
    BitbucketDataCenter,

    AzureDevOps,
}
