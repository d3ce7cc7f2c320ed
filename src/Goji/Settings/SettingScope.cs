namespace Goji.Settings;

/// <summary>The commands that take a setting, and the addin.</summary>
[Flags]
internal enum SettingScope
{
    Init = 1,
    Process = 2,
    Status = 4,
    Queue = 8,
    Requeue = 16,
    Prune = 32,
    Check = 64,
    Server = 128,
    Addin = 256,
    Logs = 512,
    Cancel = 1024,

    /// <summary>Commands that read queued and processing jobs.</summary>
    EveryPass = Process | Status | Server | Cancel,

    /// <summary>What runs passes that report jobs outside of the repository.</summary>
    Notifying = Process | Server | Addin,

    Commands = Init | Process | Status | Queue | Requeue | Prune | Check | Server | Logs | Cancel,
    All = Commands | Addin,
}
