namespace Goji.Settings;

internal static partial class SettingTable
{
    public static Setting<string> Directory { get; } = Add(new Setting<string>(nameof(Directory), SettingForms.Required.Named("folder"))
    {
        Help = "The folder of the clone of the jobs repository; in a monorepo, the root of the checkout.",
        Get = options => options.Directory,
        Set = (options, value) => options.Directory = value,
        Check = SettingRules.Given,
        Path = SettingPath.Folder,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });

    public static Setting<string?> Repository { get; } = Add(new Setting<string?>(nameof(Repository), SettingForms.Text.Named("address"))
    {
        Help = "The address to clone the jobs repository from: a path, file://, https://, ssh:// or git@host:path.",
        DefaultText = "none: a new repository is made",
        Variable = "GIT_REPOSITORY",
        Get = options => options.Repository,
        Set = (options, value) => options.Repository = value,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });

    public static Setting<string?> Branch { get; } = Add(new Setting<string?>(nameof(Branch), SettingForms.Text.Named("name"))
    {
        Help = "The branch that jobs are queued on and moves are pushed to.",
        DefaultText = "the branch that the remote's HEAD names, else master",
        Get = options => options.Branch,
        Set = (options, value) => options.Branch = value,
        Check = SettingRules.Branch,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });

    public static Setting<string?> Username { get; } = Add(new Setting<string?>(nameof(Username), SettingForms.Text.Named("name"))
    {
        Help = "The user name for https remotes.",
        DefaultText = "none; with a password alone, git",
        Variable = "GIT_USERNAME",
        Get = options => options.Username,
        Set = (options, value) => options.Username = value,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });

    public static Setting<string?> Password { get; } = Add(new Setting<string?>(nameof(Password), SettingForms.Text)
    {
        Help =
            "The password or access token for https remotes. It never appears in a log, a message or a file. --password-stdin reads it "
                + "from the first line of standard input.",
        Option = "--password-stdin",
        Variable = "GIT_PASSWORD",
        IsSecret = true,
        Get = options => options.Password,
        Set = (options, value) => options.Password = value,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });

    public static Setting<string> CommitterName { get; } = Add(new Setting<string>(
        nameof(CommitterName), SettingForms.Required.Named("name"))
    {
        Help = "The name of the committer.",
        Get = options => options.CommitterName,
        Set = (options, value) => options.CommitterName = value,
        Check = SettingRules.InCommit,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });

    public static Setting<string> CommitterEmail { get; } = Add(new Setting<string>(
        nameof(CommitterEmail), SettingForms.Required.Named("address"))
    {
        Help = "The mail address of the committer.",
        Get = options => options.CommitterEmail,
        Set = (options, value) => options.CommitterEmail = value,
        Check = SettingRules.InCommit,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });

    public static Setting<bool> SkipCi { get; } = Add(new Setting<bool>(nameof(SkipCi), SettingForms.Switch)
    {
        Help = "Marks commits with [skip ci], so that a CI system does not build them.",
        Get = options => options.SkipCi,
        Set = (options, value) => options.SkipCi = value,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });

    public static Setting<string?> SigningKey { get; } = Add(new Setting<string?>(nameof(SigningKey), SettingForms.Text.Named("key"))
    {
        Help = "The key that commits are signed with: the file of an ssh private key, or the id of an OpenPGP key.",
        DefaultText = "none: commits are not signed",
        Get = options => options.SigningKey,
        Set = (options, value) => options.SigningKey = value,
        Check = SettingRules.OneLine,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });

    public static Setting<string?> CommitPrefix { get; } = Add(new Setting<string?>(nameof(CommitPrefix), SettingForms.Text)
    {
        Help = "The text before the subject of each commit, such as 'OPS-7: ', for hosts with rules for messages.",
        Get = options => options.CommitPrefix,
        Set = (options, value) => options.CommitPrefix = value,
        Check = SettingRules.OneLine,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });

    public static Setting<IReadOnlyList<string>> CommitTrailers { get; } =
        Add(new Setting<IReadOnlyList<string>>(nameof(CommitTrailers), SettingForms.List.Named("trailers"))
        {
            Help = "The trailers that are added to each commit, such as 'Signed-off-by: jobs-bot <jobs-bot@example.com>'.",
            Get = options => [.. options.CommitTrailers],
            Set = (options, value) => options.CommitTrailers = [.. value],
            Check = SettingRules.Trailers,
            Scope = SettingScope.All,
            Group = SettingGroup.Repository,
        });

    public static Setting<bool> Sparse { get; } = Add(new Setting<bool>(nameof(Sparse), SettingForms.Switch)
    {
        Help = "Makes a new clone show the queued and processing jobs only.",
        DefaultText = "true for a clone that a pass, another command or goji server makes for itself; false for goji init",
        Get = options => options.Sparse ?? false,
        Set = (options, value) => options.Sparse = value,
        Scope = SettingScope.All,
        Group = SettingGroup.Repository,
    });
}
