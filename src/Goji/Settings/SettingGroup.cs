namespace Goji.Settings;

/// <summary>The sections of the documentation, in their order.</summary>
internal enum SettingGroup
{
    Repository,
    Cluster,
    Jobs,
    Pass,
    Pruning,
    Check,
    Reporting,
    Notifications,
    Server,
}
